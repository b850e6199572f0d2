//! Names of people taken apart, and whether two can be one person's.

/// A full name in its parts, in small letters without accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FullName {
    /// Given names and initials, nicknames in marks left out.
    pub given: Vec<String>,
    pub surname: String,
    /// `jr`, `sr`, `iii`.
    pub suffix: Option<String>,
}

/// How far two names agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// They agree where both say something.
    Same,
    /// They agree if spelling is free: `Zelensky`, `Zelenskyy`.
    Spelling,
    /// They agree if a short or a foreign form of the given name, or a second one, may stand for it; across pages that asks for a title in
    /// common.
    Form,
}

/// Suffixes of names, without their stops.
const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "v"];
/// Small words within names.
pub(crate) const PARTICLES: [&str; 22] = [
    "van", "von", "der", "den", "de", "del", "della", "da", "di", "dos", "du", "la", "el", "al", "bin", "ibn", "ben", "ter", "ten", "zu",
    "abu", "st",
];

/// Whether a word stands behind names: `Jr.`, `III`; a single letter is an initial.
pub(crate) fn is_suffix(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() > 1 && SUFFIXES.iter().any(|suffix| suffix.eq_ignore_ascii_case(word))
}

impl FullName {
    /// Takes a name apart; none for a single word.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let plain = fold(name);
        let mut words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
        let suffix = words.pop_if(|last| SUFFIXES.contains(last)).map(str::to_owned);
        let surname = words.pop()?.to_owned();
        let given: Vec<String> = words.iter().filter(|word| !PARTICLES.contains(word)).map(|word| (*word).to_owned()).collect();
        (!given.is_empty()).then_some(Self { given, surname, suffix })
    }

    /// Whether two names can be one person's, and how far they agree. `same_form` tells whether two given names are forms of one.
    pub(crate) fn likeness(&self, other: &Self, same_form: impl Fn(&str, &str) -> bool) -> Option<Likeness> {
        let surname = match (self.surname == other.surname, spelling(&self.surname) == spelling(&other.surname)) {
            (true, _) => Likeness::Same,
            (false, true) => Likeness::Spelling,
            _ => return None,
        };
        if self.suffix.is_some() && other.suffix.is_some() && self.suffix != other.suffix {
            return None;
        }
        let (first, its_first) = (&self.given[0], &other.given[0]);
        let given = if agree(first, its_first) || is_initials(self, other) || is_initials(other, self) {
            Likeness::Same
        } else if spelling(first) == spelling(its_first) {
            Likeness::Spelling
        } else if same_form(first, its_first) || starts(first, its_first) || starts(its_first, first) || self.shares_inside(other) {
            Likeness::Form
        } else {
            return None;
        };
        (!self.differs_inside(other)).then_some(surname.max(given))
    }

    /// Whether two names of one page can be one person's.
    pub(crate) fn can_be(&self, other: &Self) -> bool {
        self.likeness(other, |_, _| false).is_some()
    }

    /// Whether both names have something between given name and surname, and begin it differently: `George H. W.`, `George W.`.
    fn differs_inside(&self, other: &Self) -> bool {
        let (Some(inner), Some(its_inner)) = (self.given.get(1), other.given.get(1)) else { return false };
        !agree(inner, its_inner) && spelling(inner) != spelling(its_inner)
    }

    /// Whether a given name that is written out stands in both: `Anne Quill`, `Ada Anne Quill`.
    fn shares_inside(&self, other: &Self) -> bool {
        self.given.iter().any(|word| word.chars().count() > 1 && other.given.contains(word))
    }

    /// How much the name tells: names that are written out, then all, then the suffix.
    pub(crate) fn fullness(&self) -> (usize, usize, bool) {
        (self.given.iter().filter(|word| word.len() > 1).count(), self.given.len(), self.suffix.is_some())
    }
}

/// Whether two given names are equal, or one is the initial of the other.
fn agree(a: &str, b: &str) -> bool {
    a == b || (a.len() == 1 && b.starts_with(a)) || (b.len() == 1 && a.starts_with(b))
}

/// `CQ` for `Charles Q.`.
fn is_initials(short: &FullName, long: &FullName) -> bool {
    let initials: String = long.given.iter().filter_map(|word| word.chars().next()).collect();
    matches!(&short.given[..], [first] if first.len() == 2 && initials.starts_with(first.as_str()))
}

/// `Alex` for `Alexander`.
fn starts(short: &str, long: &str) -> bool {
    short.len() >= 3 && long.starts_with(short)
}

/// A name in small ASCII letters where they have such, words parted by single spaces, marks left out, hyphens as spaces only between
/// a particle and a name; what stands in quotation marks or brackets is a nickname and left out.
pub(crate) fn fold(name: &str) -> String {
    // Most are one plain word.
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return name.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(name.len());
    let mut nickname = None;
    for letter in name.chars() {
        match letter {
            _ if nickname == Some(letter) => nickname = None,
            _ if nickname.is_some() => {}
            '"' => nickname = Some('"'),
            '“' => nickname = Some('”'),
            '(' => nickname = Some(')'),
            '-' | '‑' | '–' if PARTICLES.contains(&plain.rsplit(' ').next().unwrap_or_default()) => plain.push(' '),
            '-' | '‑' | '–' => plain.push('-'),
            _ if letter.is_whitespace() => plain.push(' '),
            '.' if plain.rsplit(' ').next().is_some_and(|word| word.len() == 1) => plain.push(' '),
            _ if letter.is_alphanumeric() => plain.extend(letter.to_lowercase().map(unaccented)),
            _ => {}
        }
    }
    plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The plain letter under an accent.
fn unaccented(letter: char) -> char {
    const PLAIN: [(&str, char); 16] = [
        ("àáâãäåāăąạảấầ", 'a'),
        ("çćčĉ", 'c'),
        ("ďđð", 'd'),
        ("èéêëēėęěẹếềệ", 'e'),
        ("ğģĝ", 'g'),
        ("ìíîïīįıị", 'i'),
        ("ķ", 'k'),
        ("ļľł", 'l'),
        ("ñńņň", 'n'),
        ("òóôõöøōőọốồơ", 'o'),
        ("ŕř", 'r'),
        ("śşšșŝ", 's'),
        ("ťţț", 't'),
        ("ùúûüūůűųụư", 'u'),
        ("ýÿỳ", 'y'),
        ("źżž", 'z'),
    ];
    if letter.is_ascii() {
        return letter;
    }
    PLAIN.iter().find(|(accented, _)| accented.contains(letter)).map_or(letter, |(_, plain)| *plain)
}

/// What different transliterations of a word have in common: `zelensky`, `zelenskyy` and `zelenskiy` give `zelenski`.
pub(crate) fn spelling(word: &str) -> String {
    let word = word.replace("kh", "h").replace("iu", "u").replace("yu", "u").replace("ia", "a").replace("ya", "a").replace("ij", "i");
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars().map(|letter| if letter == 'y' { 'i' } else { letter }) {
        if !folded.ends_with(letter) && letter != '-' {
            folded.push(letter);
        }
    }
    folded
}

/// `JOHN A. QUILL III` as names are written; others as they are.
pub(crate) fn in_title_case(name: &str) -> String {
    let name = name.replace(['[', ']'], "");
    if name.chars().any(char::is_lowercase) {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let word = |word: &str| {
        let is_numeral = is_suffix(word) && word.chars().all(|letter| matches!(letter, 'I' | 'V'));
        if is_numeral || word.trim_end_matches('.').contains('.') {
            return word.to_owned();
        }
        let mut is_start = true;
        let letters = word.chars().flat_map(|letter| {
            let written: Vec<char> = if is_start { vec![letter] } else { letter.to_lowercase().collect() };
            is_start = !letter.is_alphabetic();
            written
        });
        letters.collect()
    };
    name.split_whitespace().map(word).collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> Option<Likeness> {
        let same_form = |a: &str, b: &str| [a, b].contains(&"volodymyr") && [a, b].contains(&"vladimir");
        FullName::of(a).unwrap().likeness(&FullName::of(b).unwrap(), same_form)
    }

    #[test]
    fn capitals_are_written_as_names() {
        assert_eq!(in_title_case("JOHN A. O’QUILL III"), "John A. O’Quill III");
        assert_eq!(in_title_case("JOSEPH J.R. QUILL JR."), "Joseph J.R. Quill Jr.");
        assert_eq!(in_title_case("Ada] Quill"), "Ada Quill");
    }

    #[test]
    fn initials_suffixes_and_accents_do_not_part() {
        for (a, b) in [
            ("Ada B. Quill III", "Ada Quill"),
            ("A. Quill", "Ada Quill"),
            ("CQ Quill, Jr.", "Charles Q. Quill Jr."),
            ("José Quíll", "Jose Quill"),
            ("Ada “Scout” Quill", "ADA QUILL"),
            ("Bashir al-Quill", "Bashir al Quill"),
            ("AB Quill", "Ada B. C. Quill"),
            ("Vladimir] Quill", "Vladimir Quill"),
        ] {
            assert_eq!(likeness(a, b), Some(Likeness::Same), "{a}, {b}");
        }
    }

    #[test]
    fn spellings_and_forms_are_told_apart() {
        assert_eq!(likeness("Oleksii Quillenskyy", "Oleksiy Quillensky"), Some(Likeness::Spelling));
        assert_eq!(likeness("Volodymyr Quillensky", "Vladimir Quillenskiy"), Some(Likeness::Form));
        assert_eq!(likeness("Alex Quill", "Alexander Quill"), Some(Likeness::Form));
        assert_eq!(likeness("Anne Quill", "Ada Anne Quill"), Some(Likeness::Form));
    }

    #[test]
    fn what_differs_is_two_people() {
        for (a, b) in [
            ("Ada Quill", "Oda Quill"),
            ("Ada B. Quill", "Ada C. Quill"),
            ("Ada H.W. Quill", "Ada W. Quill"),
            ("Ada Quill Jr.", "Ada Quill Sr."),
            ("Ada Quill", "Ada Roe"),
        ] {
            assert_eq!(likeness(a, b), None, "{a}, {b}");
        }
    }
}
