//! The integration tests.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod incremental;
mod labels;
mod pages;
mod project;
mod raw;
mod settings;
mod verify;
