//! R6, R7, R9: the effects that take money off articles without forming sets.

use engine::{
    Effect, Items, Promotion,
    conditions::Amount,
    effects::{AmountOff, By, PercentOff, Tiers},
};

use super::{
    article::Article,
    asked::Asked,
    bundle, buy_get,
    goods::selects,
    ratio::{Ratio, percent},
    sharing::share,
};

/// Where a promotion takes its discounts.
pub struct Counter<'c, 'a> {
    pub asked: &'c Asked<'a>,
    pub promotion: &'c Promotion,
    pub articles: &'c mut [Article<'a>],
}

impl Counter<'_, '_> {
    /// The articles that a money effect may speak of. It passes over the offers that its promotion gives or offers (R12).
    pub fn matching(&self, items: &Items) -> Vec<usize> {
        let matches = |&index: &usize| {
            let article = &self.articles[index];
            selects(items, article.offer, article.product, article.price, self.asked.categories)
                && self.asked.listed(self.promotion, article.offer).is_none()
        };
        (0..self.articles.len()).filter(matches).collect()
    }

    /// The shop's unit (R8).
    pub fn rounding(&self) -> i64 {
        self.asked.ruleset.settings.rounding.0
    }

    /// The dearest first, by unit price before discounts, ties by offer id (R9).
    pub fn dearest_first(&self, mut indices: Vec<usize>) -> Vec<usize> {
        indices.sort_by(|&left, &right| {
            let (left, right) = (&self.articles[left], &self.articles[right]);
            right.price.cmp(&left.price).then(left.offer.cmp(right.offer))
        });
        indices
    }

    /// Takes the effect's money off. Effects that give no money take nothing.
    pub fn apply(&mut self, effect: &Effect) {
        match effect {
            Effect::PercentOff(effect) => self.percent_off(effect),
            Effect::AmountOff(AmountOff { amount, items }) => self.amount_off(amount.0, items),
            Effect::Tiers(tiers) => self.tiers(tiers),
            Effect::UnitAmountOff(effect) => {
                let most = effect.max_units.map_or(i64::MAX, |units| units.0);
                self.unit_effect(&effect.items, most, |article, units| {
                    // Never more than what is left of those units, spread evenly over all of the article's (R9).
                    let each = Ratio::from(article.left()).times(Ratio::new(1_000, article.quantity));
                    each.min(Ratio::from(effect.amount.0)).times(units)
                });
            }
            Effect::UnitPrice(effect) => {
                let most = effect.max_units.map_or(i64::MAX, |units| units.0);
                self.unit_effect(&effect.items, most, |article, units| {
                    // What is left of an article is spread evenly over all its units (R9).
                    let each = Ratio::from(article.left()).times(Ratio::new(1_000, article.quantity));
                    each.minus(Ratio::from(effect.price.0)).times(units)
                });
            }
            Effect::BuyGet(effect) => buy_get::apply(self, effect),
            Effect::Bundle(effect) => bundle::apply(self, effect),
            Effect::Gift(_) | Effect::GiftChoice(_) | Effect::BonusEarn(_) | Effect::BonusSpend(_) | Effect::Notice(_) => {}
        }
    }

    /// R6: of what the promotions before left, or of the price before discounts; rounded once per article (R8). R7: a cap is
    /// shared by the discounts that it cuts.
    fn percent_off(&mut self, effect: &PercentOff) {
        let matching = self.matching(&effect.items);
        let cut = |index: &usize| {
            let article = &self.articles[*index];
            let base = if effect.of == Amount::Initial { article.gross } else { article.left() };
            Ratio::from(base).times(percent(effect.percent.0)).half_up(self.rounding()).min(article.room())
        };
        let cuts: Vec<i64> = matching.iter().map(cut).collect();
        let most = effect.at_most.map_or(i64::MAX, |most| most.0);
        let cuts = if cuts.iter().sum::<i64>() > most { share(most, &cuts, &cuts) } else { cuts };
        self.take(&matching, &cuts);
    }

    /// R7: shared by what is left of each, nobody below the floor.
    fn amount_off(&mut self, amount: i64, items: &Items) {
        let matching = self.matching(items);
        let left: Vec<i64> = matching.iter().map(|&index| self.articles[index].left()).collect();
        let rooms: Vec<i64> = matching.iter().map(|&index| self.articles[index].room()).collect();
        self.take(&matching, &share(amount, &left, &rooms));
    }

    /// R6: the highest step that the matching goods reach by their value before discounts or by their number.
    fn tiers(&mut self, tiers: &Tiers) {
        let matching = self.matching(&tiers.items);
        let value: i64 = matching.iter().map(|&index| self.articles[index].gross).sum();
        let units: i64 = matching.iter().map(|&index| self.articles[index].quantity).sum();
        let is_reached = |step: &&engine::effects::Step| match tiers.by {
            By::Subtotal => value >= step.from.0 / 10,
            By::Quantity => units >= step.from.0,
        };
        let Some(step) = tiers.steps.iter().filter(is_reached).max_by_key(|step| step.from) else { return };
        if let Some(percent) = step.percent {
            self.percent_off(&PercentOff { percent, items: tiers.items.clone(), of: Amount::Current, at_most: None });
        } else if let Some(amount) = step.amount {
            self.amount_off(amount.0, &tiers.items);
        }
    }

    /// R9: so much off the dearest units, at most so many; rounded once per article. Goods from which nothing more can be
    /// taken use up none of them.
    fn unit_effect(&mut self, items: &Items, most: i64, off: impl Fn(&Article<'_>, Ratio) -> Ratio) {
        let mut units_left = most;
        for index in self.dearest_first(self.matching(items)) {
            let (article, unit) = (&self.articles[index], self.rounding());
            if article.room() == 0 {
                continue;
            }
            let units = article.quantity.min(units_left);
            units_left -= units;
            let off = off(article, Ratio::new(units, 1_000));
            // A special price never raises one.
            if off > Ratio::from(0) {
                let cut = off.half_up(unit);
                self.articles[index].take(cut);
            }
        }
    }

    fn take(&mut self, indices: &[usize], cuts: &[i64]) {
        for (&index, &cut) in indices.iter().zip(cuts) {
            self.articles[index].take(cut);
        }
    }
}
