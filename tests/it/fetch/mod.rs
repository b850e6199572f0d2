//! `drawdown fetch` against a real server on loopback.
#![allow(clippy::format_collect, clippy::format_push_string, clippy::needless_for_each, reason = "a test builds small texts")]

mod archives;
mod bad;
mod captures;
mod kill;
mod live;
mod polite;
pub mod server;
pub mod site;
