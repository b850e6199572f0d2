//! The integration tests.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod aggregates;
mod checks;
mod corpus;
mod dictionary;
mod duckdb;
mod incremental;
mod labels;
mod ledger;
mod pages;
mod project;
mod raw;
mod settings;
mod verify;
