//! `drawdown fetch` against a real server on loopback.

mod archives;
mod bad;
mod captures;
mod kill;
mod live;
mod polite;
pub mod server;
pub mod site;
