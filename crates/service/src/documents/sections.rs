//! The sections of a document by their names.

use contract::{
    Document, RuleKind,
    document::{CodePool, Customer, Entry, Reading, Segment},
};
use engine::{Category, GiftOptions, PersonalOffer, Place, Problems, Product, PromoGroup, Promotion, Settings};

/// Which sections a file has, in the document's order.
fn present(document: &Document) -> [(&'static str, bool); 10] {
    let Document {
        podarok: _,
        settings,
        categories,
        products,
        segments,
        gift_options,
        promotions,
        promo_groups,
        code_pools,
        personal_offers,
        customers,
    } = document;
    [
        (Settings::SECTION, settings.is_some()),
        (Category::SECTION, categories.is_some()),
        (Product::SECTION, products.is_some()),
        (Segment::SECTION, segments.is_some()),
        (GiftOptions::SECTION, gift_options.is_some()),
        (Promotion::SECTION, promotions.is_some()),
        (PromoGroup::SECTION, promo_groups.is_some()),
        (CodePool::SECTION, code_pools.is_some()),
        (PersonalOffer::SECTION, personal_offers.is_some()),
        (Customer::SECTION, customers.is_some()),
    ]
}

/// The sections that become exactly the file's.
#[derive(Debug, Default)]
pub(super) struct Replace(Vec<&'static str>);

impl Replace {
    /// A section that there is not, or that the file has not, is a problem: nobody empties a section by a slip.
    pub(super) fn read(names: &[String], reading: &Reading, problems: &mut Problems) -> Self {
        let (present, mut sections) = (present(&reading.document), Vec::new());
        for name in names {
            match present.iter().find(|(section, _)| section == name) {
                Some((section, true)) => sections.push(*section),
                Some((section, false)) if is_unread(reading, section) => {}
                Some((section, false)) => problems.add(
                    &Place::root().key(section),
                    "раздел просят заменить, а в файле его нет",
                    "is to be replaced, and the file does not have it",
                ),
                None => {
                    let known = present.map(|(section, _)| section).join(", ");
                    problems.add(
                        &Place::root(),
                        format!("заменить «{name}» нельзя, такого раздела нет; бывают: {known}"),
                        format!("“{name}” cannot be replaced, expected one of: {known}"),
                    );
                }
            }
        }
        Self(sections)
    }

    pub(super) fn has<T: Entry>(&self) -> bool {
        self.0.contains(&T::SECTION)
    }

    pub(super) fn has_rules(&self, kind: RuleKind) -> bool {
        self.0.contains(&section_of(kind))
    }
}

/// True where the file has something wrong in the section, or is wrong as a whole: the section may be in it nevertheless.
fn is_unread(reading: &Reading, section: &str) -> bool {
    reading.problems.0.iter().any(|problem| {
        let place = problem.place.as_str();
        place.is_empty() || place.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    })
}

/// Where rules of a kind are in the document.
pub(super) const fn section_of(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Settings => Settings::SECTION,
        RuleKind::GiftOptions => GiftOptions::SECTION,
        RuleKind::Promotion => Promotion::SECTION,
        RuleKind::PromoGroup => PromoGroup::SECTION,
        RuleKind::PersonalOffer => PersonalOffer::SECTION,
    }
}
