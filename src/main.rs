//! The `drawdown` program: see `drawdown --help`.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    drawdown::cli::main()
}
