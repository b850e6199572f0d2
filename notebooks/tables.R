# Reads the tables that `drawdown run` writes, with what is installed: arrow, duckdb, nanoparquet, or Python's polars through reticulate.
# The notebooks only read the data folder; nothing of theirs goes into it.

home <- if (dir.exists("notebooks")) "." else ".."
data_folder <- Sys.getenv("DRAWDOWN_DATA", file.path(home, "data"))
python <- file.path(home, ".venv-notebooks/bin/python")
if (file.exists(python) && Sys.getenv("RETICULATE_PYTHON") == "") Sys.setenv(RETICULATE_PYTHON = normalizePath(python, mustWork = FALSE))

# A whole table: read_table("entities/packages"). `drawdown tables packages` says what its columns mean.
read_table <- function(name) {
  whole <- file.path(data_folder, paste0(name, ".parquet"))
  files <- if (file.exists(whole)) whole else Sys.glob(file.path(data_folder, name, "*.parquet"))
  if (length(files) == 0) {
    stop("no table ", name, " in ", data_folder, ": run `make pipeline` first, or set DRAWDOWN_DATA to the folder of your tables")
  }
  has <- function(package) requireNamespace(package, quietly = TRUE)
  if (has("arrow")) {
    rows <- dplyr::collect(arrow::open_dataset(files))
  } else if (has("duckdb")) {
    database <- DBI::dbConnect(duckdb::duckdb())
    on.exit(DBI::dbDisconnect(database, shutdown = TRUE))
    rows <- DBI::dbGetQuery(database, sprintf("SELECT * FROM read_parquet([%s])", toString(sQuote(files, FALSE))))
  } else if (has("nanoparquet") && is_flat(files[1])) {
    rows <- dplyr::bind_rows(lapply(files, nanoparquet::read_parquet))
  } else if (has("reticulate") && reticulate::py_module_available("polars")) {
    rows <- read_by_polars(files)
  } else {
    lacking <- if (has("nanoparquet")) "nanoparquet cannot read the columns of lists in " else "nothing here reads Parquet, asked for "
    stop(lacking, name, ": install the R package arrow or duckdb; or r-cran-reticulate (Debian) and run `make notebooks` once, which brings Python's polars")
  }
  # 64-bit integers as doubles, as base R adds them.
  is_long <- vapply(rows, inherits, logical(1), "integer64")
  rows[is_long] <- lapply(rows[is_long], as.numeric)
  dplyr::as_tibble(rows)
}

# nanoparquet reads flat tables; a column of lists ends R.
is_flat <- function(file) all(is.na(nanoparquet::read_parquet_schema(file)$num_children[-1]))

# By way of CSV, so that neither pandas nor numpy is needed. Columns that are lists are left out.
read_by_polars <- function(files) {
  polars <- reticulate::import("polars")
  flat <- polars$read_parquet(as.list(files))$select(polars$selectors$exclude(polars$selectors$nested()))
  rows <- read.csv(text = flat$write_csv(), na.strings = "", encoding = "UTF-8")
  words <- as.character(flat$select(polars$selectors$string())$columns)
  days <- as.character(flat$select(polars$selectors$date())$columns)
  flags <- as.character(flat$select(polars$selectors$boolean())$columns)
  rows[words] <- lapply(rows[words], as.character)
  rows[days] <- lapply(rows[days], as.Date)
  rows[flags] <- lapply(rows[flags], as.logical)
  rows
}

# Prints what was found, and puts it where `make notebooks` asks for it.
finding <- function(...) {
  text <- paste0(...)
  cat(text, sep = "\n")
  if (nzchar(Sys.getenv("DRAWDOWN_FINDING"))) cat(text, sep = "\n", file = Sys.getenv("DRAWDOWN_FINDING"), append = TRUE)
}
