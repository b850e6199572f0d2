//! The integration tests.

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod pages;
