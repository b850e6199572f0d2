//! How single lines of a photo block look: the signature (`Photo By:`, `VIRIN:`), a title, an alternative text, a control.

use std::sync::LazyLock;

use regex::Regex;

use super::credit;

/// A short line without a full stop.
#[must_use]
pub fn is_title(text: &str) -> bool {
    text.chars().count() <= 80 && !text.ends_with(['.', '!', ':', ';', ',', '"', '”'])
}

/// An alternative text says what is to be seen and names nobody: nothing known from before ("the"), hardly a capital within its
/// sentences, no quotation.
#[must_use]
pub fn describes_a_picture(text: &str) -> bool {
    if text.chars().count() > 300 || text.starts_with("The ") || text.contains(['"', '“', '$']) {
        return false;
    }
    let mut is_start = true;
    let mut names = 0;
    for word in text.split(' ') {
        names += usize::from(!is_start && word.chars().next().is_some_and(char::is_uppercase));
        is_start = word.ends_with(['.', '!', '?']);
    }
    names <= 2 && text.ends_with('.')
}

/// The words of a control beside a photo.
#[must_use]
pub fn is_control(text: &str) -> bool {
    static CONTROL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:\W|\b(?:download(?:\s+(?:image|photo|hi-?res|full(?:\s|-)?size|original))?|(?:photo|image)\s+details?|details?|share(?:\s+(?:image|photo|this))?|hi-?res(?:olution)?|(?:view|show|hide)\s+(?:larger|original|image|full)\s*(?:image|size)?|copy\s+link|print|email|read more)\b)+$",
        )
        .expect("the pattern is a constant")
    });
    CONTROL.is_match(text)
}

/// The signature of a photo within a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Signature {
    /// What stands before it in the line.
    pub before: String,
    /// What follows "Photo By:"; empty if that is on the next line.
    pub credit: Option<String>,
    /// What follows "VIRIN:"; empty if that is on the next line.
    pub virin: Option<String>,
}

impl Signature {
    /// Reads a line; none if it holds neither "Photo By:" nor "VIRIN:".
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?i)(?-u:\b)(?:photo(?:graph)?|image)\s?(?:by|credit|courtesy(?: of)?)\s*:\s*").expect("the pattern is a constant")
        });
        static VIRIN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)(?-u:\b)VIRIN\s*[:#]\s*").expect("the pattern is a constant"));
        // Most lines are neither, and to see that must cost next to nothing.
        if !["hoto", "HOTO", "mage", "IRIN", "irin"].iter().any(|part| text.contains(part)) {
            return None;
        }
        let (credit, virin) = (CREDIT.find(text), VIRIN.find(text));
        let start = [credit, virin].into_iter().flatten().map(|found| found.start()).min()?;
        let clean = |range: std::ops::Range<usize>| text.get(range).map(|part| part.trim_matches([' ', '|', '/', '·', ';']).to_owned());
        let credit_end =
            virin.filter(|virin| credit.is_some_and(|credit| virin.start() >= credit.end())).map_or(text.len(), |virin| virin.start());
        let virin_text = virin.map(|virin| {
            let rest = text.get(virin.end()..).unwrap_or_default();
            credit::virin(rest).unwrap_or_else(|| rest.split(' ').next().unwrap_or_default().to_owned())
        });
        Some(Self { before: clean(0..start)?, credit: credit.and_then(|credit| clean(credit.end()..credit_end)), virin: virin_text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_may_share_its_line() {
        let signature = Signature::of("A gun. Photo By: Army Sgt. Ida Quill | VIRIN: 240131-A-AB123-1001").unwrap();
        assert_eq!(signature.before, "A gun.");
        assert_eq!(signature.credit.as_deref(), Some("Army Sgt. Ida Quill"));
        assert_eq!(signature.virin.as_deref(), Some("240131-A-AB123-1001"));
        assert_eq!(Signature::of("VIRIN:").unwrap().virin.as_deref(), Some(""));
        assert_eq!(Signature::of("He showed a photo by his bed."), None);
    }

    #[test]
    fn an_alternative_text_names_nobody() {
        assert!(describes_a_picture("Two men stand next to one another. Service members line the stairs."));
        assert!(!describes_a_picture("The allies are expected to formalize further steps."));
        assert!(!describes_a_picture("Ida Quill and Tam Orrin met Gideon Larkspur."));
    }

    #[test]
    fn controls_are_no_text() {
        for text in ["DOWNLOAD HI-RES / PHOTO DETAILS", "Download Image", "SHARE IMAGE:", "×", "Image Details"] {
            assert!(is_control(text), "{text}");
        }
        assert!(!is_control("Download times doubled"));
    }
}
