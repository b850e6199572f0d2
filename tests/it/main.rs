//! The integration tests.

mod pages;
