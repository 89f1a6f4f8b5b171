//! What the things of a document refer to.

use std::collections::HashSet;

use engine::{Place, Problems, describe::Reference};

use super::{Document, Entry};

/// Something that is named and must exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<'a> {
    pub reference: Reference,
    pub id: &'a str,
    pub place: Place,
}

/// How the missing thing is called, in Russian and English; none for what need not exist: a segment that nobody knows is one
/// that IMSHOP has not told of yet, and no catalogue or list of customers is ever complete.
const fn required(reference: Reference) -> Option<(&'static str, &'static str)> {
    match reference {
        Reference::Category => Some(("категории", "category")),
        Reference::GiftOptions => Some(("набора подарков", "set of gift options")),
        Reference::CodePool => Some(("пула кодов", "code pool")),
        Reference::Lane => Some(("полосы", "lane")),
        Reference::Promotion => Some(("акции", "promotion")),
        Reference::Offer
        | Reference::Product
        | Reference::Vendor
        | Reference::Segment
        | Reference::Customer
        | Reference::Tier
        | Reference::Outlet
        | Reference::Delivery
        | Reference::Payment
        | Reference::Pickup => None,
    }
}

impl Document {
    /// What must exist and is not in the document itself, in the document's order.
    pub fn references(&self) -> Vec<Link<'_>> {
        let own = self.own();
        let mut links = Vec::new();
        self.visit(&mut |reference, id, place| {
            if required(reference).is_some() && !own.contains(&(reference, id)) {
                links.push(Link { reference, id, place });
            }
        });
        links
    }

    /// What can be referred to in the document itself.
    fn own(&self) -> HashSet<(Reference, &str)> {
        let Self { settings, categories, gift_options, promotions, code_pools, .. } = self;
        let lanes = settings.iter().flat_map(|settings| &settings.lanes).map(|lane| (Reference::Lane, lane.id.as_str()));
        let categories = categories.iter().flatten().map(|category| (Reference::Category, category.id.as_str()));
        let options = gift_options.iter().flatten().map(|options| (Reference::GiftOptions, options.id.as_str()));
        let promotions = promotions.iter().flatten().map(|promotion| (Reference::Promotion, promotion.id.as_str()));
        let pools = code_pools.iter().flatten().map(|pool| (Reference::CodePool, pool.id.as_str()));
        lanes.chain(categories).chain(options).chain(promotions).chain(pools).collect()
    }

    /// Everything that is named by its id somewhere else than where it is defined.
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(Reference, &'a str, Place)) {
        for (category, place) in placed(&self.categories) {
            if let Some(parent) = &category.parent_id {
                visit(Reference::Category, parent, place.key("parent_id"));
            }
        }
        for (product, place) in placed(&self.products) {
            for (index, id) in product.category_ids.iter().enumerate() {
                visit(Reference::Category, id, place.key("category_ids").index(index));
            }
        }
        for (promotion, place) in placed(&self.promotions) {
            promotion.visit_references(&place, visit);
        }
        for (group, place) in placed(&self.promo_groups) {
            for (index, id) in group.promotions.iter().enumerate() {
                visit(Reference::Promotion, id, place.key("promotions").index(index));
            }
        }
        for (offer, place) in placed(&self.personal_offers) {
            if let Some(pool) = &offer.code_pool {
                visit(Reference::CodePool, pool, place.key("code_pool"));
            }
        }
    }
}

fn placed<T: Entry>(section: &Option<Vec<T>>) -> impl Iterator<Item = (&T, Place)> {
    section.iter().flatten().enumerate().map(|(index, entry)| (entry, Place::root().key(T::SECTION).index(index)))
}

/// What the document refers to and does not exist. `exists` is asked for what the document itself does not have: true where
/// it is there already and stays. It is not asked for lanes where the document has settings, since those replace the ones
/// that are there.
pub fn check_references(document: &Document, exists: &dyn Fn(Reference, &str) -> bool) -> Problems {
    let mut problems = Problems::default();
    for Link { reference, id, place } in document.references() {
        let may_exist = reference != Reference::Lane || document.settings.is_none();
        if let Some((ru, en)) = required(reference)
            && !(may_exist && exists(reference, id))
        {
            problems.add(&place, format!("{ru} «{id}» нет"), format!("there is no {en} “{id}”"));
        }
    }
    problems
}
