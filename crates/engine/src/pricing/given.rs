//! Everything that a calculation is given, and what follows from it before any promotion is applied.

use super::{
    compiled::{Coded, Rule},
    intake::Intake,
    points::Programme,
};
use crate::{
    Basket, Catalogue, Engine, Facts, Now, PoolCode, Promotion, Usage,
    conditions::{View, hour_key},
    index::{Dimension, Presence},
    units::{Money, Quantity},
};

/// Everything that a calculation is given.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub engine: &'a Engine,
    pub catalogue: &'a Catalogue,
    pub basket: &'a Basket,
    pub facts: &'a Facts,
    pub usage: &'a Usage,
    pub pool_code: &'a PoolCode,
    pub now: Now,
    pub intake: &'a Intake<'a>,
    /// The key of the code that the customer typed; none where nothing was typed.
    pub typed: Option<&'a str>,
    /// The promotions behind it, as a shared code.
    pub coded: &'a [Coded],
    pub programme: Option<Programme>,
}

impl<'a> Given<'a> {
    pub fn promotion(&self, rule: &Rule) -> &'a Promotion {
        &self.engine.ruleset.promotions[rule.promotion]
    }

    pub fn rule(&self, rule: u32) -> &'a Rule {
        &self.engine.compiled.rules[rule as usize]
    }

    /// The rules that this basket could concern, in their order; those of promo groups too. All others can do nothing.
    pub fn candidates(&self) -> Vec<u32> {
        let mut presence = self.engine.compiled.index.presence();
        self.tell_goods(&mut presence);
        self.tell_place(&mut presence);
        self.tell_customer(&mut presence);
        self.tell_code(&mut presence);
        if self.engine.compiled.index.has(Dimension::Hour) {
            presence.key(Dimension::Hour, &hour_key(self.now.weekday, self.now.minute / 60));
        }
        let sum = |of: fn(&super::Article<'a>) -> i64| self.intake.articles.iter().map(of).fold(0, i64::saturating_add);
        let mut rules = presence.rules(Quantity(sum(|article| article.quantity.0)), Money(sum(|article| article.gross.0)));
        rules.retain(|&rule| self.is_on(self.rule(rule)));
        rules
    }

    /// R17: half-open.
    pub fn is_on(&self, rule: &Rule) -> bool {
        rule.starts_at <= self.now.at && self.now.at < rule.ends_at
    }

    fn tell_goods(&self, presence: &mut Presence<'_>) {
        let index = &self.engine.compiled.index;
        let [offers, products, vendors, categories] =
            [Dimension::Offer, Dimension::Product, Dimension::Vendor, Dimension::Category].map(|dimension| index.has(dimension));
        for article in &self.intake.articles {
            let (goods, quantity, gross) = (&article.goods, article.quantity, article.gross);
            if offers {
                presence.goods(Dimension::Offer, goods.offer_id, quantity, gross);
            }
            if let Some(id) = goods.product_id.filter(|_| products) {
                presence.goods(Dimension::Product, id, quantity, gross);
            }
            if let Some(id) = goods.vendor.filter(|_| vendors) {
                presence.goods(Dimension::Vendor, id, quantity, gross);
            }
            if categories {
                goods.categories.iter().for_each(|id| presence.goods(Dimension::Category, id, quantity, gross));
            }
        }
    }

    fn tell_place(&self, presence: &mut Presence<'_>) {
        let index = &self.engine.compiled.index;
        let place = &self.basket.delivery;
        for (dimension, id) in [
            (Dimension::Delivery, &place.delivery),
            (Dimension::Payment, &place.payment),
            (Dimension::Pickup, &place.pickup),
            (Dimension::Outlet, &place.outlet),
        ] {
            if let Some(id) = id {
                presence.key(dimension, id);
            }
        }
        if let Some(city) = place.city.as_ref().filter(|_| index.has(Dimension::City)) {
            presence.key(Dimension::City, &crate::code::key(city));
        }
        if let Some(code) = &place.kladr {
            presence.kladr(code);
        }
        if index.has(Dimension::Fias) {
            place.fias.iter().for_each(|code| presence.key(Dimension::Fias, &code.to_ascii_lowercase()));
        }
        presence.key(Dimension::Channel, if place.in_shop { "shop" } else { "app" });
    }

    fn tell_customer(&self, presence: &mut Presence<'_>) {
        if let Some(id) = self.view(&[]).customer_id() {
            presence.key(Dimension::Customer, id);
            presence.key(Dimension::Known, "");
        }
        let customer = self.view(&[]).customer();
        if self.basket.named_card().is_some() || customer.is_some_and(|customer| customer.loyalty_card.is_some()) {
            presence.key(Dimension::Card, "");
        }
        if let Some(customer) = customer {
            customer.segments.iter().for_each(|id| presence.key(Dimension::Segment, id));
            customer.tier.iter().for_each(|id| presence.key(Dimension::Tier, id));
        }
    }

    fn tell_code(&self, presence: &mut Presence<'_>) {
        if let Some(typed) = self.typed {
            presence.key(Dimension::Code, typed);
        }
        if let PoolCode::Found { pool, .. } = self.pool_code {
            presence.key(Dimension::Pool, pool);
        }
    }

    /// What conditions see of the basket.
    pub fn view<'v>(&self, articles: &'v [super::Article<'v>]) -> View<'v>
    where
        'a: 'v,
    {
        View { articles, basket: self.basket, facts: self.facts, now: self.now }
    }
}
