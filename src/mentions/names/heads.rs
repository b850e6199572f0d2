//! The nouns that make a name of the words around them: `Command`, `Department of`, `Fort`.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::What;
use crate::mentions::organizations::OrganizationKind::{Alliance, Company, Education, Government, Media, Military, Other, Unit};
use crate::mentions::places::PlaceKind::{Base, City, Facility, Region, State, Water};
use crate::text::words::small;

/// How a noun makes a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    /// What the name names.
    pub(super) what: What,
    /// Where the words of the name stand.
    pub(super) order: Order,
}

/// Where the words stand that make a head noun a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Before it, one word being enough; `of` and more may follow: `Missile Defense Agency`, `Bureau of Investigation`.
    Around,
    /// Before it, two words at least, or one and an `of`: the noun is too common for less.
    Weak,
    /// Before it, and letters in brackets behind it that stand for the name: `Recovery Trust Fund (RTF)`.
    Defined,
    /// Before it, an ordinal among them: `3rd Infantry Division`.
    Numbered,
    /// Before it, with no capital behind: `Mission Planning Division`.
    Closed,
    /// The same; what it is depends on the word before: `Carrier Strike Group`, `Quill Group`.
    Group,
    /// After it: `Fort Hays`.
    After,
    /// Before it, a comma allowed: `Acme, Inc.`.
    Suffix,
}

const fn organization(kind: crate::mentions::organizations::OrganizationKind) -> What {
    What::Organization(kind)
}

const fn place(kind: crate::mentions::places::PlaceKind) -> What {
    What::Place(kind)
}

/// Head nouns in small letters, by what they make.
const TABLE: &[(What, Order, &str)] = &[
    (
        organization(Unit),
        Order::Numbered,
        "division brigade regiment battalion bn squadron wing group flight battery company platoon detachment team fleet force corps \
         army infantry cavalry marines artillery armor squad center command troop element airmen rangers",
    ),
    (organization(Unit), Order::Closed, "squadron wing battalion brigade regiment flight detachment"),
    (organization(Government), Order::Closed, "division branch"),
    (organization(Other), Order::Group, "group"),
    (
        organization(Government),
        Order::Around,
        "agency administration bureau department ministry commission committee subcommittee council directorate parliament assembly \
         secretariat embassy consulate court senate police government legislature inspectorate chancellery caucus",
    ),
    (organization(Government), Order::Weak, "office board service services registry cabinet panel house"),
    (organization(Government), Order::After, "embassy consulate"),
    (organization(Military), Order::Around, "command army navy guard corps forces militia fleet"),
    (organization(Military), Order::Weak, "force headquarters staff"),
    (organization(Other), Order::Weak, "center centre network"),
    (organization(Alliance), Order::Around, "alliance league coalition"),
    (organization(Education), Order::Around, "university college academy"),
    (organization(Education), Order::Weak, "school institute seminary"),
    (
        organization(Other),
        Order::Around,
        "union association foundation federation society organization organisation institution front brigades",
    ),
    (organization(Other), Order::Weak, "institute church club hospital laboratory laboratories"),
    (organization(Government), Order::Defined, "authority"),
    (organization(Other), Order::Defined, "fund trust group team cell movement consortium"),
    (
        organization(Company),
        Order::Around,
        "industries airlines airways shipbuilding aerospace technologies laboratories motors pharmaceuticals semiconductors \
         robotics bancorp",
    ),
    (organization(Company), Order::Weak, "capital ventures holdings electronics"),
    (organization(Company), Order::Suffix, "inc corp corporation llc ltd llp lp plc gmbh co company limited incorporated jv lllp pllc"),
    (
        organization(Media),
        Order::Weak,
        "news times tribune herald gazette television magazine journal chronicle inquirer dispatch radio broadcasting",
    ),
    (place(Base), Order::Around, "base airfield garrison barracks arsenal airbase cantonment kaserne"),
    (place(Base), Order::Around, "afb angb arb sfb afs ab"),
    (place(Base), Order::After, "fort camp"),
    (
        place(Facility),
        Order::Around,
        "airport shipyard stadium cemetery cathedral memorial palace museum airstrip spaceport hotel prison dam monument",
    ),
    (
        place(Facility),
        Order::Weak,
        "hall building bridge tower plaza square highway park auditorium theater theatre arena avenue street road boulevard",
    ),
    (place(Water), Order::Around, "river sea ocean strait straits bay canal lake gulf creek sound harbor harbour reservoir"),
    (place(Water), Order::After, "lake"),
    (place(State), Order::Around, "province oblast governorate prefecture"),
    (
        place(Region),
        Order::Around,
        "county parish island islands peninsula mountains valley archipelago desert atoll basin district coast cape",
    ),
    (place(Region), Order::After, "mount mt cape isle"),
    (place(City), Order::Around, "city township village"),
    (
        What::Hidden,
        Order::Around,
        "medal award ribbon badge prize trophy act treaty pact protocol convention declaration accord accords partnership \
         communique communiques communiqué communiqués plan concept doctrine handbook",
    ),
    (What::Hidden, Order::After, "operation exercise uss usns usnc hms"),
];

static HEADS: LazyLock<HashMap<&'static str, Vec<Head>>> = LazyLock::new(|| {
    let mut heads: HashMap<&str, Vec<Head>> = HashMap::default();
    for &(what, order, nouns) in TABLE {
        for noun in nouns.split_whitespace() {
            heads.entry(noun).or_default().push(Head { what, order });
        }
    }
    heads
});

/// The ways in which a capitalised word can be a head noun.
pub(super) fn of(word: &str) -> &'static [Head] {
    small(word, |word| HEADS.get(word).map_or(&[][..], Vec::as_slice))
}

/// Whether a word in capitals throughout can be a head noun.
pub(super) fn is_upper(word: &str) -> bool {
    matches!(word, "AFB" | "ANGB" | "ARB" | "SFB" | "AFS" | "AB" | "USS" | "USNS" | "HMS" | "LLC" | "LLP" | "LP" | "JV" | "PLC" | "INC")
}
