//! What an order uses up of the limits of its promotions (R16).

use super::{Prepared, arithmetic::gross};
use crate::{
    Catalogue, Context, Quote, Trace,
    facts::Used,
    rules::Gift,
    trace::{Gave, Outcome},
    units::{Money, Quantity},
};

impl Prepared<'_> {
    /// The promotions with limits that could concern the basket: what they have used up has to be known to price it.
    pub fn limited(&self, context: &Context<'_>) -> Vec<&str> {
        let given = self.given(context, self.coded());
        let limited = given.candidates().into_iter().filter(|&rule| given.rule(rule).limited);
        limited.map(|rule| self.engine.ruleset.promotions[given.rule(rule).promotion].id.as_str()).collect()
    }
}

/// What an order with this quote uses up of every promotion at work, in the order of their ids: one use, its money and the
/// worth of its gifts, the gifts' units. Of a choice counts what was chosen.
pub fn used_up(catalogue: &Catalogue, quote: &Quote, trace: &Trace) -> Vec<(String, Used)> {
    let mut used: Vec<(String, Used)> = Vec::new();
    for explained in &trace.promotions {
        let Outcome::Applied(gave) = &explained.outcome else { continue };
        let mut promotion = Used { uses: 1, budget: gave.money, gift_units: Quantity::ZERO };
        for gift in gave.gifts.iter().chain(chosen(quote, &explained.id, gave)) {
            let price = catalogue.product(&gift.offer_id).and_then(|product| product.price).unwrap_or_default();
            promotion.budget.0 = promotion.budget.0.saturating_add(gross(price.max(Money::ZERO), gift.quantity).0);
            promotion.gift_units.0 = promotion.gift_units.0.saturating_add(gift.quantity.0);
        }
        used.push((explained.id.clone(), promotion));
    }
    used.sort_unstable_by(|left, right| left.0.cmp(&right.0));
    used
}

/// The options that the customer chose: they stand as gifts of this promotion on a line.
fn chosen<'a>(quote: &'a Quote, promotion: &'a str, gave: &'a Gave) -> impl Iterator<Item = &'a Gift> {
    let is_on_a_line = move |gift: &&Gift| {
        let line = |line: &&crate::quote::QuoteLine| line.offer_id == gift.offer_id && line.gift > Quantity::ZERO;
        quote.lines.iter().filter(line).any(|line| line.applied.iter().any(|id| id == promotion))
    };
    gave.options.iter().filter(is_on_a_line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{quote::QuoteLine, trace::Explained};

    fn gift(offer: &str, units: i64) -> Gift {
        Gift { offer_id: offer.to_owned(), quantity: Quantity::whole(units) }
    }

    #[test]
    fn money_gifts_and_what_was_chosen_are_used_up() {
        let product = |offer: &str, price: i64| crate::Product {
            offer_id: offer.to_owned(),
            product_id: None,
            name: String::new(),
            price: Some(Money(price)),
            category_ids: Vec::new(),
            vendor: None,
            max_discount_percent: crate::Percent::HUNDRED,
            no_discounts: false,
            use_bonuses: true,
            available: true,
        };
        let catalogue = Catalogue::new([product("cup", 30_000), product("spoon", 5_000)], []);
        let gave = Gave {
            money: Money(100),
            gifts: vec![gift("cup", 2)],
            options: vec![gift("spoon", 1), gift("fork", 1)],
            ..Gave::default()
        };
        let applied = |id: &str, gave: Gave| Explained { id: id.to_owned(), outcome: Outcome::Applied(gave) };
        let idle = Explained { id: "idle".to_owned(), outcome: Outcome::NoGoods };
        let trace =
            Trace { promotions: vec![applied("b", gave), idle, applied("a", Gave { money: Money(7), ..Gave::default() })] };
        let spoon = QuoteLine {
            source: None,
            offer_id: "spoon".to_owned(),
            name: String::new(),
            price: Money(5_000),
            quantity: Quantity::ONE,
            discount: Money(5_000),
            subtotal: Money::ZERO,
            gift: Quantity::ONE,
            applied: vec!["b".to_owned()],
            bonuses: None,
            notice: None,
            error: None,
            set_aside: false,
            available: true,
        };
        let quote = Quote { lines: vec![spoon], ..Quote::default() };
        let of = |uses, budget, units| Used { uses, budget: Money(budget), gift_units: Quantity::whole(units) };
        let expected = [("a".to_owned(), of(1, 7, 0)), ("b".to_owned(), of(1, 65_100, 3))];
        assert_eq!(used_up(&catalogue, &quote, &trace), expected);
        let nothing_chosen = Quote::default();
        assert_eq!(used_up(&catalogue, &nothing_chosen, &trace)[1].1, of(1, 60_100, 2));
    }
}
