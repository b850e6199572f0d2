//! The integration tests.
fn main() {}
mod labels;
