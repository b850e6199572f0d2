//! The integration tests.

mod aggregates;
mod ledger;
