"""Executes every notebook, Python and R, and says what each found: `make notebooks`.

The sources in git carry no outputs. What was executed lies in notebooks/executed, the pictures in notebooks/pictures.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

HERE = Path(__file__).parent.resolve()
R_PACKAGES = {"ggplot2": "r-cran-ggplot2", "dplyr": "r-cran-dplyr", "rmarkdown": "r-cran-rmarkdown"}


def python(source: Path, executed: Path) -> str:
    """Executes a notebook and writes it with its outputs; gives what the cell tagged `finding` printed."""
    notebook = nbformat.read(source, as_version=4)
    with tempfile.TemporaryDirectory() as sockets:
        config = Config(AsyncKernelManager={"transport": "ipc", "ip": f"{sockets}/kernel"})
        try:
            NotebookClient(notebook, config=config, timeout=300, resources={"metadata": {"path": str(HERE)}}).execute()
        finally:
            nbformat.write(notebook, executed / source.name)
    cells = [cell for cell in notebook.cells if "finding" in cell.metadata.get("tags", [])]
    return "".join(output.text for cell in cells for output in cell.outputs if output.output_type == "stream")


def r(source: Path, executed: Path) -> str:
    """Renders an R notebook to HTML; gives what its chunk `finding` printed, which tables.R also puts into a file."""
    finding = executed / f"{source.stem}.txt"
    finding.unlink(missing_ok=True)
    render = "args <- commandArgs(TRUE); rmarkdown::render(args[1], output_dir = args[2], intermediates_dir = args[2], quiet = TRUE)"
    environment = {**os.environ, "DRAWDOWN_FINDING": str(finding)}
    subprocess.run(["Rscript", "-e", render, source, executed], check=True, env=environment, stdout=subprocess.DEVNULL)
    return finding.read_text()


def lacking_for_r() -> str | None:
    """What to install before the R notebooks can run; none where all is there."""
    if not shutil.which("Rscript"):
        return "no Rscript (Debian: apt-get install r-base-core r-cran-reticulate pandoc " + " ".join(R_PACKAGES.values()) + ")"
    if not shutil.which("pandoc"):
        return "no pandoc (Debian: apt-get install pandoc)"
    ask = f"for (p in c({', '.join(map(repr, R_PACKAGES))})) if (!requireNamespace(p, quietly = TRUE)) cat(p, '')"
    lacking = subprocess.run(["Rscript", "-e", ask], capture_output=True, text=True, check=True).stdout.split()
    packages = " ".join(R_PACKAGES[name] for name in lacking)
    return f"R lacks {', '.join(lacking)} (Debian: apt-get install {packages})" if lacking else None


def why(error: Exception) -> str:
    """What went wrong, in a line; the executed notebook has the rest."""
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}"
    return "Rscript says why" if isinstance(error, subprocess.CalledProcessError) else str(error)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", type=Path, help="only these [default: all]")
    parser.add_argument("--data", type=Path, default=os.environ.get("DRAWDOWN_DATA", HERE.parent / "data"), help="folder of the tables")
    parser.add_argument("--pictures", type=Path, default=HERE / "pictures", help="where the pictures go")
    parser.add_argument("--executed", type=Path, default=HERE / "executed", help="where the executed notebooks go")
    parser.add_argument("--no-r", action="store_true", help="leave out the R notebooks")
    arguments = parser.parse_args()
    arguments.executed.mkdir(parents=True, exist_ok=True)
    os.environ["DRAWDOWN_DATA"] = str(Path(arguments.data).resolve())
    os.environ["DRAWDOWN_PICTURES"] = str(arguments.pictures.resolve())
    os.environ["RETICULATE_PYTHON"] = sys.executable
    sources = arguments.notebooks or sorted([*HERE.glob("*.ipynb"), *HERE.glob("*.Rmd")], key=lambda path: (path.suffix != ".ipynb", path))
    sources = [source for source in sources if not (arguments.no_r and source.suffix == ".Rmd")]
    lacking = lacking_for_r() if any(source.suffix == ".Rmd" for source in sources) else None
    failed = 0
    for source in sources:
        if source.suffix == ".Rmd" and lacking:
            print(f"{source.name}: skipped: {lacking}", flush=True)
            continue
        start = time.monotonic()
        try:
            finding = (r if source.suffix == ".Rmd" else python)(source.resolve(), arguments.executed.resolve())
        except (CellExecutionError, subprocess.CalledProcessError, OSError) as error:
            failed += 1
            print(f"{source.name}: failed: {why(error)}", file=sys.stderr, flush=True)
            continue
        print(f"{source.name} ({time.monotonic() - start:.1f} s)\n" + "".join(f"  {line}\n" for line in finding.splitlines()), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
