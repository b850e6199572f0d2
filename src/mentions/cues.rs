//! The words that tell what a sentence speaks of: security, humanitarian or economic aid, totals, requests, partners.
//!
//! One pattern per kind of word, used by the rules on roles, claims and totals. Patterns say what words are, rules say what follows.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::pattern;

macro_rules! cues {
    ($( $(#[doc = $doc:literal])+ $name:ident = $pattern:expr; )+) => {
        $( $(#[doc = $doc])+ pub(super) static $name: LazyLock<Regex> = LazyLock::new(|| pattern($pattern)); )+
    };
}

cues! {
    /// Military and other security aid, and the things it is made of.
    SECURITY = concat!(
        r"(?i)\b(?:(?:security|military|defen[cs]e)[- ](?:and \w+ )?(?:assistance|aid|support|packages?|articles|equipment|capabilities|hardware|needs|financ\w+)",
        r"|security aid|assistance package|weapons package|draw-?downs?|USAI|security assistance initiative|foreign military financ\w+|lethal",
        r"|weapons?|weaponry|arms|munitions?|ammunition|missiles?|artillery|howitzers?|javelins?|stingers?|HIMARS|air defen[cs]es?",
        r"|armou?red|tanks|drones|interceptors?|rockets?|(?:drawn|taken) from stocks?|from (?:u\.s\.|dod|pentagon|american|military|existing|department of defense)(?: \w+)? (?:stocks|stockpiles|inventories|shelves)|(?:weapons|arms|munitions),? and (?:other )?equipment|anti-armor|radars?|excess defense articles)\b|\b(?:PDAs?|FMF)\b",
    );
    /// Help to people rather than to forces.
    HUMANITARIAN = concat!(
        r"(?i)\b(?:conventional weapons destruction|humani?t?arian|food (?:security|assistance|aid)|food,|refugees?|disaster|life-?saving|nutrition|COVID\S*|vaccin\w+|earthquakes?|flood\w*|",
        r"shots in(?:to)? (?:\w+ )?arms|displaced|World Food Programme|USAID|public health|health care|pandemic|women|survivors|gender-based|climate)\b",
    );
    /// Help to budgets, energy and the economy.
    ECONOMIC = concat!(
        r"(?i)\b(?:rescue plan|inflation reduction|stimulus|reconciliation|build back better|budget(?:ary)? (?:aid|support|assistance)|economic|energy|electric\w*|power grid|financial|development|civilian|infrastructure|macro\w+|",
        r"investments?|taxe?s?|student|deficit|food prices|gas|gallon|barrel|oil|fund(?:ing)? for (?:roads|schools)|grants?|trade|direct assistance)\b",
    );
    /// A package by its name.
    PACKAGE = r"(?i)\b(?:packages?|tranches?|draw-?downs?|drawdown|PDAs?|USAI|security assistance initiative|foreign military financing|FMF|installments?)\b";
    /// Announcing, giving, promising.
    GIVES = concat!(
        r"(?i)\b(?:announc\w*|authoriz\w*|approv\w*|sign(?:s|ed|ing)?|direct(?:s|ed|ing) (?:the|a|another|an)|unveil\w*|previewed|provid\w*|provision|drawn|send(?:s|ing)?|sent|deliver\w*",
        r"|pledg\w*|commit(?:s|ted|ting)?|valued|worth|notif\w*|delegate|totals|totall?ing|receive\w*|give(?:s|n)?|giving|allocat\w*|rush(?:es|ed|ing)?|suppl(?:y|ies|ied|ying)|ship(?:s|ped|ping)?|buys|activate|draws?|obligat\w*|utiliz\w*|reveal\w*|to get)\b",
    );
    /// Said to be new.
    NEW = r"(?i)\b(?:new|newly|additional|another|latest|further|fresh|more in|next)\b";
    /// A stretch of time that runs to now, or a sum said to be one.
    WINDOW = concat!(
        r"(?i)\b(?:since|count(?:ed|ing) from|to date|so far|in total|all told|altogether|cumulative\w*|in all|",
        r"(?:over|in|during|within|for|course of) (?:just |only |roughly |about )?(?:the |this )?(?:past|last|previous) (?:\w+ ){0,2}(?:days?|weeks?|months?|years?)(?: alone)?|",
        r"(?:over|in|during|within) (?:just |only )?(?:the )?(?:past|last) (?:few|several|couple)|(?:between|across) (?:the )?(?:PDAs?|draw-?downs?|USAI) and (?:the )?(?:PDAs?|draw-?downs?|USAI)|",
        r"(?:this|last|past) (?:year|week|month) alone|just this (?:past )?(?:week|month|year)|just (?:in )?the (?:past|last) \w+|",
        r"(?:bring|brings|bringing|brought|raises?|raising) (?:the|our|its|that|total|to|u\.?s\.?|security|military|america\w*|washington\w*)|",
        r"under (?:this|our|his|my|the(?: (?:present|current|[a-z]+-?[a-z]*))?) administration|(?:the|its|our|grand|u\.s\.) total (?:of|amount|value|us|u\.s\.|american|security|military|assistance|aid|support|commitment|sum|to|is|stands|now)|total (?:u\.s\.|us|security|military|american) |",
        r"ha(?:s|ve) (?:come|grown|risen|reached|now reached|now passed|passed)|(?:now )?stands (?:now )?at|now (?:totals|exceeds|amounts to))\b",
        r"|\btotal\s*,?$|^ total\b",
    );
    /// A sum of many things, where a stretch of time is named with it.
    SUMS = r"(?i)\b(?:amounts?|comes?|adds? up|(?:lift|rais|push|tak|carr|bring)\w* (?:[\w'’]+ ){0,9}?|grow\w*|rises?) (?:to|past)\s*$|\b(?:reach(?:es|ed)|(?:is|are) put at|exceeds|totals)\s*$";
    /// The words right before the value of one package.
    VALUED = r"(?i)\b(?:worth|valued at|value is|value was|values? it at|(?:an? )?(?:estimated |total )?value of|priced at)\s*(?:an additional |approximately |about |another |up to )*$";
    /// Given, as something that is finished.
    PERFECT = concat!(
        r"(?i)(?:\b(?:have|has)|['’]ve)\s+(?:also, |, )?(?:[\w-]+,?\s+){0,7}?(?:provided|committed|sent|given|delivered|spent|put up|allocated|contributed|surged|supplied|pledged|",
        r"obligated|used|devoted|transferred|expended|been able to)\b",
    );
    /// Decided, which is done for one package or for many.
    DECIDED = r"(?i)(?:\b(?:have|has)|['’]ve)\s+(?:also |, )?(?:[\w-]+,?\s+){0,7}?(?:announced|approved|authorized)\b";
    /// Set against what is given: a part that is left over.
    LEFT = r"(?i)\b(?:left|remain(?:s|ing)?|unspent|exhausted)\b";
    /// Asked of a legislature.
    REQUEST = concat!(
        r"(?i)\b(?:request(?:s|ed|ing)?|call(?:s|ed|ing)? on congress|urg(?:e|es|ed|ing) congress|ask(?:s|ed|ing)? (?:congress|for|lawmakers)|seek(?:s|ing)|",
        r"asked for|proposed|proposal|would (?:provide|give|go|refill|fund|include|rise|pay|buy)|supplemental request|budget request)\b",
    );
    /// Voted by a legislature.
    APPROPRIATION = concat!(
        r"(?i)\b(?:appropriat(?:ed|ion|ions|ing|es)|supplemental|omnibus|continuing resolution|(?:spending|funding|aid) (?:bill|law|measure|act)|legislation|signed into law|",
        r"for the (?:ukraine security assistance initiative|state department['’]s foreign military financing|foreign military financing program)|additional drawdown authority|(?:portions?|part|some|rest|chunk|component) of (?:the|this|that) (?:funding|money|request|bill|\$)|is (?:in|for) (?:the )?(?:draw-?down|state\b|usai|ukraine security assistance|foreign military)|",
        r"congress (?:has )?(?:\w+ )?(?:set aside|appropriated|approved|passed|provided|granted|voted|gave|made)|approved by congress|passed (?:by )?congress|lawmakers (?:approved|passed)|NDAA|",
        r"the (?:house|senate) (?:has )?passed|from congress|bill)\b",
    );
    /// Bought by the other side.
    SALE = r"(?i)\b(?:foreign military sales?|possible sale|arms sales?|sales?|sell(?:s|ing)?|FMS|letter of offer|purchase price)\b";
    /// Ordered from a company.
    CONTRACT = r"(?i)\b(?:contracts? (?:worth|valued|for|with|to|award\w*|of)|contracts?,? (?:worth|valued)|awarded|contract modification|task orders?|firm-fixed-price|delivery order|on contract)\b";
    /// Counted again at another price.
    REVALUATION = r"(?i)\b(?:revalu\w*|recalculat\w*|re-?pric\w*|accounting (?:error|mistake)|over-?valu\w*|over-?estimat\w*|over-?count\w*|valuation|replacement (?:cost|value|price)s?|net book value|corrects? the value|more room)\b";
    /// Authority that was notified or granted before, or is left for later.
    STANDING = r"(?i)\b(?:against the|charged (?:to|against)|authority of(?: up to| approximately| about)*|balance of(?: about)?|\b(?:we|they) (?:had|have)(?: about| roughly| approximately| some)?)\s*$|^[^,.;]{0,60}?\b(?:that (?:was|were) )?notified (?:in|on|the same|last)\b|^[^.;]{0,30}\bcan be used for\b|^ (?:is|are) (?:still )?available\b";
    /// For putting American shelves in order again.
    REPLENISHMENT = r"(?i)\b(?:replenish\w*|refill\w*|backfill\w*|replac(?:e|ing) (?:u\.s\. )?stock\w*|restock\w*)\b";
    /// A loan or its guarantee.
    LOAN = r"(?i)\bloans?\b|\bloan guarantees?\b";
    /// Authority set apart from giving: waivers and the like.
    SECTION = r"(?i)\b(?:sections?\s+)?(?P<number>506|552|614|652|451)\s*\((?:a|c)\)";
    /// Who gives, when it is this side.
    OWN = r"(?i:\b(?:united states|u\.s\.|us\b|america\w*|pentagon|department of defense|defense department|state department|biden\w*|president biden|administration|washington|dod|secretary|white house|department|usaid)\b)|\b(?:[Ww]e|[Oo]ur|I|He|he)\b";
    /// Who gives, when it is another side; countries apart.
    PARTNER = r"\b(?i:allies|partners|allied nations|coalition|members|european union|european commission|eu|world bank|g7|g-7|contact group|nations|countries|netherlands|britain|european peace facility|international donors|donors|governments)\b|\bNATO\b";
}
