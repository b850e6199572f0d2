//! The integration tests.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod aggregates;
mod checks;
mod corpus;
mod dictionary;
mod duckdb;
mod incremental;
mod invariants;
mod labels;
mod ledger;
mod pages;
mod project;
mod raw;
mod sample;
mod settings;
mod verify;
