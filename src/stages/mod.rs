//! The stages: the only place with files and threads.

pub mod engine;
pub mod query;
pub mod aggregate;
pub mod check;
pub mod declared_checks;
