//! Organizations a page names, military units among them.

use crate::lookup::slug;
use crate::text::words::is_listed;
use crate::{mention, vocabulary};

vocabulary! {
    /// What kind of organization it is.
    pub enum OrganizationKind {
        /// A government, a department, an agency, a legislature, a court.
        Government = "government",
        /// An armed service, a command, armed forces.
        Military = "military",
        /// A military unit: a division, a wing, a squadron.
        Unit = "unit",
        /// An alliance or another body of states.
        Alliance = "alliance",
        /// A company.
        Company = "company",
        /// A school, a university.
        Education = "education",
        /// A paper, a broadcaster, an agency of news.
        Media = "media",
        /// None of these, or not known.
        Other = "other",
    }
}

mention! {
    /// One row per naming of an organization.
    pub struct OrganizationMention = organizations, key(article_id, start_char, end_char) {
        /// What kind of organization it is.
        kind: OrganizationKind,
        /// Its name in full, as the lookups or the page give it.
        name: String,
        /// The organization: its canonical name as a slug; of a company that no lookup knows, without article and legal form.
        organization_id: String,
    }
}

/// Words at the end of a name that say what form a company has.
const FORMS: &str = "inc incorporated corp corporation co company llc l.l.c llp lp l.p ltd limited plc pllc pc pte pty \
    jv gmbh ag kg sa s.a s.p.a spa srl s.r.l sarl as a.s a/s ab oy nv n.v bv b.v se kk k.k";

/// Whether a word says what form a company has: `Inc.`, `LLC`.
pub(super) fn is_form(word: &str) -> bool {
    is_listed(word.trim_end_matches('.'), FORMS)
}

/// The id of a company: its name without article and legal form, as a slug.
pub(super) fn company_id(name: &str) -> String {
    let name = name.strip_prefix("The ").unwrap_or(name);
    let mut named: Vec<&str> = Vec::new();
    for part in name.split(',') {
        named.extend(part.split_whitespace());
        while named.len() > 1 && named.last().is_some_and(|word| is_form(word)) {
            named.pop();
        }
    }
    slug(&named.join(" "))
}
