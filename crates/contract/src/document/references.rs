//! What the things of a document refer to.

use std::collections::{HashMap, HashSet};

use engine::{
    Category, GiftOptions, Place, Problems, Product, PromoGroup, Promotion, conditions,
    describe::{Description, Field, FieldKind, Reference},
    effects, items,
    rules::PersonalOffer,
};
use serde_json::Value;

use super::{CodePool, Document, Listed};

/// Something that is named and must exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub place: Place,
    pub reference: Reference,
    pub id: String,
}

/// Categories, gift options, pools, lanes and promotions must exist. A segment that nobody knows is one that IMSHOP has not
/// told of yet, and no catalogue or list of customers is ever complete.
const fn must_exist(reference: Reference) -> bool {
    match reference {
        Reference::Category | Reference::GiftOptions | Reference::CodePool | Reference::Lane | Reference::Promotion => true,
        Reference::Offer
        | Reference::Product
        | Reference::Vendor
        | Reference::Segment
        | Reference::Customer
        | Reference::Tier
        | Reference::Outlet
        | Reference::Delivery
        | Reference::Payment
        | Reference::Pickup => false,
    }
}

impl Document {
    /// What must exist and is not in the document itself, in the document's order.
    pub fn references(&self) -> Vec<Link> {
        let mut found = Found::default();
        found.own::<Category>(self.categories.as_deref(), Reference::Category);
        found.own::<Product>(self.products.as_deref(), Reference::Offer);
        found.own::<GiftOptions>(self.gift_options.as_deref(), Reference::GiftOptions);
        found.own::<Promotion>(self.promotions.as_deref(), Reference::Promotion);
        found.links::<PromoGroup>(self.promo_groups.as_deref());
        found.own::<CodePool>(self.code_pools.as_deref(), Reference::CodePool);
        found.links::<PersonalOffer>(self.personal_offers.as_deref());
        let Found { own, links } = found;
        let lanes = self.settings.as_ref().map(|settings| &settings.lanes);
        let is_own = |link: &Link| {
            own.get(&link.reference).is_some_and(|ids| ids.contains(&link.id))
                || link.reference == Reference::Lane && lanes.is_some_and(|lanes| lanes.iter().any(|lane| lane.id == link.id))
        };
        links.into_iter().filter(|link| !is_own(link)).collect()
    }
}

/// What the document refers to and does not exist. `exists` tells of what the document itself does not have: true where
/// it is there already and stays. Lanes are asked for only where the document has no settings, since its settings
/// replace those that are there.
pub fn check_references(document: &Document, exists: &dyn Fn(Reference, &str) -> bool) -> Problems {
    let mut problems = Problems::default();
    for Link { place, reference, id } in document.references() {
        let is_replaced = reference == Reference::Lane && document.settings.is_some();
        if is_replaced || !exists(reference, &id) {
            let (ru, en) = missing(reference);
            problems.add(&place, format!("{ru} «{id}» нет"), format!("there is no {en} “{id}”"));
        }
    }
    problems
}

const fn missing(reference: Reference) -> (&'static str, &'static str) {
    match reference {
        Reference::Category => ("категории", "category"),
        Reference::GiftOptions => ("набора подарков", "set of gift options"),
        Reference::CodePool => ("пула кодов", "code pool"),
        Reference::Lane => ("полосы", "lane"),
        Reference::Promotion => ("акции", "promotion"),
        Reference::Offer => ("товара", "offer"),
        Reference::Product => ("карточки товара", "product"),
        Reference::Vendor => ("бренда", "vendor"),
        Reference::Segment => ("сегмента", "segment"),
        Reference::Customer => ("покупателя", "customer"),
        Reference::Tier => ("уровня", "tier"),
        Reference::Outlet => ("магазина", "outlet"),
        Reference::Delivery => ("способа доставки", "way of delivery"),
        Reference::Payment => ("способа оплаты", "way of payment"),
        Reference::Pickup => ("пункта выдачи", "pick-up point"),
    }
}

#[derive(Default)]
struct Found {
    own: HashMap<Reference, HashSet<String>>,
    links: Vec<Link>,
}

impl Found {
    /// The links of a section, and the ids of its own, which other sections know as `reference`.
    fn own<T: Listed>(&mut self, entries: Option<&[T]>, reference: Reference) {
        let own = self.links(entries);
        self.own.insert(reference, own);
    }

    /// The links of a section; the ids of its own are handed back.
    fn links<T: Listed>(&mut self, entries: Option<&[T]>) -> HashSet<String> {
        let mut own = HashSet::new();
        let fields: Vec<Field> = T::FIELDS.iter().filter(|field| field.key != T::ID).copied().collect();
        for (index, entry) in entries.into_iter().flatten().enumerate() {
            // What was read, or made by hand, can be written.
            let value = serde_json::to_value(entry).unwrap_or_default();
            own.extend(value.get(T::ID).and_then(Value::as_str).map(str::to_owned));
            visit_ids(&fields, &value, &Place::root().key(T::SECTION).index(index), &mut |place, reference, id| {
                if must_exist(reference) {
                    self.links.push(Link { place: place.clone(), reference, id: id.to_owned() });
                }
            });
        }
        own
    }
}

/// Calls `visit` for every id in a value that these fields describe: what the thing refers to, and its own id, if that is
/// among the fields. What is not as described is passed over.
pub fn visit_ids(fields: &[Field], value: &Value, place: &Place, visit: &mut dyn FnMut(&Place, Reference, &str)) {
    for field in fields {
        if let Some(value) = value.get(field.key) {
            visit_field(field.kind, value, &place.key(field.key), visit);
        }
    }
}

fn visit_field(kind: FieldKind, value: &Value, place: &Place, visit: &mut dyn FnMut(&Place, Reference, &str)) {
    match kind {
        FieldKind::Id(reference) => {
            if let Some(id) = value.as_str() {
                visit(place, reference, id);
            }
        }
        FieldKind::Ids(reference) => each(FieldKind::Id(reference), value, place, visit),
        FieldKind::Items => visit_ids(items::FIELDS, value, place, visit),
        FieldKind::ItemsList => each(FieldKind::Items, value, place, visit),
        FieldKind::Object(fields) => visit_ids(fields, value, place, visit),
        FieldKind::Objects(fields) => each(FieldKind::Object(fields), value, place, visit),
        FieldKind::Condition => {
            for branch in ["all", "any"] {
                if let Some(value) = value.get(branch) {
                    each(FieldKind::Condition, value, &place.key(branch), visit);
                }
            }
            if let Some(value) = value.get("not") {
                visit_field(FieldKind::Condition, value, &place.key("not"), visit);
            }
            visit_kind(conditions::DESCRIPTIONS, value, place, visit);
        }
        FieldKind::Effects => {
            for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                visit_kind(effects::DESCRIPTIONS, value, &place.index(index), visit);
            }
        }
        FieldKind::Money { .. }
        | FieldKind::Percent { .. }
        | FieldKind::Quantity
        | FieldKind::Whole { .. }
        | FieldKind::Text { .. }
        | FieldKind::Texts { .. }
        | FieldKind::Flag
        | FieldKind::Moment
        | FieldKind::TimeOfDay
        | FieldKind::Choice(_)
        | FieldKind::Choices(_) => {}
    }
}

fn each(kind: FieldKind, value: &Value, place: &Place, visit: &mut dyn FnMut(&Place, Reference, &str)) {
    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
        visit_field(kind, value, &place.index(index), visit);
    }
}

/// A condition or an effect by its `kind`.
fn visit_kind(known: &[Description], value: &Value, place: &Place, visit: &mut dyn FnMut(&Place, Reference, &str)) {
    let kind = value.get("kind").and_then(Value::as_str);
    if let Some(description) = known.iter().find(|description| Some(description.kind) == kind) {
        visit_ids(description.fields, value, place, visit);
    }
}
