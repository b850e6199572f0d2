//! The integration tests.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::doc_markdown,
    clippy::assigning_clones,
    reason = "a test that cannot go on has failed; it says what it skips"
)]

mod aggregates;
mod checks;
mod corpus;
mod dictionary;
mod duckdb;
mod fetch;
mod first_contact;
mod incremental;
mod invariants;
mod ledger;
mod linear;
mod notebooks;
mod pages;
mod project;
mod raw;
mod readme;
mod refresh;
mod release;
mod report;
mod sample;
mod score;
mod seed;
mod settings;
mod verify;
