//! The integration tests.

mod labels;
mod pages;
