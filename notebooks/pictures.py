"""How the pictures look, and where they go."""

import os
from pathlib import Path

import altair as alt

PICTURES = Path(os.environ.get("DRAWDOWN_PICTURES", Path(__file__).parent / "pictures"))

INK, GREY, PALE = "#22303c", "#7b8794", "#e4e7eb"
AUTHORITIES = {"PDA": "#2f6690", "USAI": "#d9a441", "FMF": "#81a88d", "FMF_loan": "#b8cdbd"}
BOUNDS = {"exact": "#2f6690", "at least": "#5f9ea0", "about": "#d9a441", "up to": "#b5533c", "no count": "#cbd2d9"}


@alt.theme.register("drawdown", enable=True)
def theme() -> alt.theme.ThemeConfig:
    """White paper, thin grid, one font, titles at the left."""
    return {
        "config": {
            "aria": False,
            "background": "white",
            "font": "Liberation Sans, Arial, sans-serif",
            "padding": 12,
            "view": {"stroke": None},
            "title": {
                "anchor": "start", "frame": "group", "fontSize": 16, "color": INK, "offset": 14,
                "subtitleFontSize": 12.5, "subtitleColor": GREY, "subtitlePadding": 6,
            },
            "axis": {
                "labelFontSize": 12, "titleFontSize": 12, "labelColor": INK, "titleColor": GREY, "titleFontWeight": "normal",
                "gridColor": PALE, "domainColor": PALE, "tickColor": PALE, "labelLimit": 260,
            },
            "legend": {
                "labelFontSize": 12, "titleFontSize": 12, "labelColor": INK, "titleColor": GREY, "titleFontWeight": "normal",
                "orient": "top", "labelLimit": 400, "symbolStrokeWidth": 1.5,
            },
            "header": {"labelFontSize": 12.5, "labelColor": INK, "labelFontWeight": "bold", "labelAnchor": "start", "titleFontSize": 0},
        }
    }  # fmt: skip


def scale(colours: dict[str, str], used) -> alt.Scale:
    """The colours of the names in use, in the order of `colours`; grey for a name it does not know."""
    known = [name for name in colours if name in set(used)]
    other = sorted(set(used) - set(known))
    return alt.Scale(domain=known + other, range=[colours[name] for name in known] + [GREY] * len(other))


def title(finding: str, about: str) -> alt.TitleParams:
    """What the picture shows, and below it what is drawn, in which unit."""
    return alt.TitleParams(finding, subtitle=about.split("\n"))


def save(chart, name: str):
    """Writes `pictures/<name>.svg` and gives the chart back, so that the notebook shows it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    chart.save(PICTURES / f"{name}.svg")
    return chart
