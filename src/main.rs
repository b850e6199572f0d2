//! The `drawdown` program.
fn main() {}
