"""quantulum3: amounts of money and counts. It gives no bound, and numbers without the thing they count."""

from quantulum3 import parser

import common


def read(text):
    money, quantities = [], []
    for found in parser.parse(text["text"]):
        start, end = found.span
        if found.unit.entity.name == "currency":
            if found.unit.currency_code:
                low, high = ends(found)
                money.append({"at": [start, end], "amount_low": low, "amount_high": high, "currency": found.unit.currency_code})
        elif found.unit.name in ("dimensionless", "dozen") and common.is_count(text["text"], start, end):
            low, high = ends(found)
            times = 12 if found.unit.name == "dozen" else 1
            quantities.append({"at": [start, end], "quantity_low": low * times, "quantity_high": high * times})
    return {"money": money, "quantities": quantities}


def ends(found):
    around = found.uncertainty or 0
    return common.whole(found.value - around), common.whole(found.value + around)


if __name__ == "__main__":
    common.serve(common.installed("quantulum3"), read)
