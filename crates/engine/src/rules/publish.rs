//! What may be published: every part that the calculation knows, and nothing that contradicts itself or names what is
//! not there. A draft may be anything that can be read.

use std::collections::{HashMap, HashSet};

use super::{Gift, PersonalOffer, Promotion, Ruleset, Status};
use crate::{
    code,
    describe::Reference,
    effects::Effect,
    problem::{Place, Problems},
};

impl Promotion {
    /// What a draft may lack and a published promotion may not: something to give, one choice of gifts at most, each
    /// offer once among its gifts and options (R12), and codes that can be typed.
    pub fn check_for_publication(&self, ruleset: &Ruleset, place: &Place, problems: &mut Problems) {
        if self.effects.is_empty() {
            problems.add(&place.key("effects"), "добавьте, что акция даёт", "needs at least one effect");
        }
        let mut keys = HashSet::new();
        for (index, text) in self.codes.iter().enumerate() {
            let place = place.key("codes").index(index);
            let key = code::key(text);
            if key.is_empty() {
                problems.add(&place, "код не может быть пустым", "must not be empty");
            } else if !keys.insert(key) {
                problems.add(&place, "этот код уже есть выше", "is the same as a code before it");
            }
        }
        if self.suggest.is_some() && self.codes.is_empty() {
            problems.add(
                &place.key("suggest"),
                "подсказать можно только общий промокод: добавьте его",
                "needs a shared code to suggest",
            );
        }
        self.check_gifts_once(ruleset, place, problems);
    }

    fn check_gifts_once(&self, ruleset: &Ruleset, place: &Place, problems: &mut Problems) {
        let (mut seen, mut choices) = (HashSet::new(), 0);
        let mut once = |offer: &str, place: Place, problems: &mut Problems| {
            if !seen.insert(offer.to_owned()) {
                problems.add(
                    &place,
                    format!("товар {offer} уже есть среди подарков этой акции"),
                    format!("offer {offer} is already among the gifts of this promotion"),
                );
            }
        };
        for (index, effect) in self.effects.iter().enumerate() {
            let place = place.key("effects").index(index);
            match effect {
                Effect::Gift(gift) => {
                    for (index, gift) in gift.gifts.iter().enumerate() {
                        once(&gift.offer_id, place.key("gifts").index(index).key("offer_id"), problems);
                    }
                }
                Effect::GiftChoice(choice) => {
                    choices += 1;
                    if choices > 1 {
                        problems.add(
                            &place,
                            "подарок на выбор может быть только один",
                            "a promotion has one gift_choice at most",
                        );
                    }
                    let options = ruleset.gift_options.iter().find(|options| options.id == choice.gift_options);
                    if let Some(options) = options {
                        if options.options.is_empty() {
                            problems.add(&place.key("gift_options"), "в наборе нет подарков", "these gift options are empty");
                        }
                        for gift in &options.options {
                            once(&gift.offer_id, place.key("gift_options"), problems);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

impl PersonalOffer {
    /// What a draft may lack and a published offer may not: a code that can be typed.
    pub fn check_for_publication(&self, place: &Place, problems: &mut Problems) {
        let empty = self.promocode.as_ref().is_none_or(|text| code::key(text).is_empty());
        if empty && self.code_pool.is_none() {
            problems.add(&place.key("promocode"), "нужен промокод", "needs a code");
        }
    }
}

/// Everything that stands in the way of publishing a ruleset: each live promotion and personal offer on its own, and what
/// they name among the ruleset's own things. An empty answer is a ruleset that [`crate::Engine::new`] calculates in full.
pub fn check_ruleset(ruleset: &Ruleset) -> Problems {
    let mut problems = Problems::default();
    let Ruleset { settings, gift_options, promotions, promo_groups, personal_offers } = ruleset;
    settings.check(&Place::root().key("settings"), &mut problems);

    let of = |section: &str, index: usize| Place::root().key(section).index(index);
    unique("gift_options", gift_options.iter().map(|options| options.id.as_str()), &mut problems);
    unique("promotions", promotions.iter().map(|promotion| promotion.id.as_str()), &mut problems);
    unique("promo_groups", promo_groups.iter().map(|group| group.id.as_str()), &mut problems);
    unique("personal_offers", personal_offers.iter().map(|offer| offer.id.as_str()), &mut problems);

    for (index, options) in gift_options.iter().enumerate() {
        check_gifts(&options.options, &of("gift_options", index).key("options"), &mut problems);
    }
    for (index, promotion) in promotions.iter().enumerate() {
        let place = of("promotions", index);
        promotion.check(&place, &mut problems);
        check_own_references(promotion, ruleset, &place, &mut problems);
        if promotion.status == Status::Live {
            promotion.check_for_publication(ruleset, &place, &mut problems);
        }
    }
    check_groups(ruleset, &mut problems);
    for (index, offer) in personal_offers.iter().enumerate() {
        let place = of("personal_offers", index);
        if offer.status == Status::Live {
            offer.check_for_publication(&place, &mut problems);
        }
    }
    problems
}

fn unique<'a>(section: &str, ids: impl Iterator<Item = &'a str>, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            let place = Place::root().key(section).index(index).key("id");
            problems.add(&place, format!("идентификатор {id} уже занят"), format!("id {id} is already taken"));
        }
    }
}

/// The ruleset's own things that a promotion names: its lane, its gift options.
fn check_own_references(promotion: &Promotion, ruleset: &Ruleset, place: &Place, problems: &mut Problems) {
    promotion.visit_references(place, &mut |reference, id, place| {
        let (exists, ru, en) = match reference {
            Reference::Lane => {
                (ruleset.settings.lanes.iter().any(|lane| lane.id == id), "такой полосы нет", "there is no such lane")
            }
            Reference::GiftOptions => (
                ruleset.gift_options.iter().any(|options| options.id == id),
                "такого набора подарков нет",
                "there are no such gift options",
            ),
            _ => return,
        };
        if !exists {
            problems.add(&place, format!("{ru}: {id}"), format!("{en}: {id}"));
        }
    });
}

/// Groups name promotions that exist, each in one group at most (R13).
fn check_groups(ruleset: &Ruleset, problems: &mut Problems) {
    let known: HashSet<&str> = ruleset.promotions.iter().map(|promotion| promotion.id.as_str()).collect();
    let mut group_of: HashMap<&str, &str> = HashMap::new();
    for (index, group) in ruleset.promo_groups.iter().enumerate() {
        let place = Place::root().key("promo_groups").index(index).key("promotions");
        for (index, id) in group.promotions.iter().enumerate() {
            let place = place.index(index);
            if !known.contains(id.as_str()) {
                problems.add(&place, format!("такой акции нет: {id}"), format!("there is no such promotion: {id}"));
            }
            if let Some(other) = group_of.insert(id, &group.id) {
                problems.add(
                    &place,
                    format!("акция {id} уже в группе {other}"),
                    format!("promotion {id} is already in group {other}"),
                );
            }
        }
    }
}

/// A list of gifts names an offer once, and gives some of it (R12).
pub(crate) fn check_gifts(gifts: &[Gift], place: &Place, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for (index, gift) in gifts.iter().enumerate() {
        if !seen.insert(&gift.offer_id) {
            let place = place.index(index).key("offer_id");
            problems.add(&place, "этот товар уже есть выше", "is the same offer as one before it");
        }
    }
}

#[cfg(test)]
mod tests;
