//! The integration tests.

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod labels;
#[cfg(test)]
mod pages;
