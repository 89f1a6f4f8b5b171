//! Smaller worlds that are like a given one.

use engine::{
    Basket, Condition, Effect, Facts, Money, Percent, PoolCode, Promotion, Quantity, Usage,
    rules::{LaneMode, Limits, PriceSource, Status},
};

use super::{World, effects};

/// Takes a change of the world that makes it smaller.
type Add<'f> = &'f mut dyn FnMut(&dyn Fn(&mut World));

impl World {
    /// The world with one thing less, each way, the largest things first.
    pub fn smaller(&self) -> Vec<Self> {
        let mut found = Vec::new();
        let mut add = |change: &dyn Fn(&mut Self)| {
            let mut world = self.clone();
            change(&mut world);
            if world != *self {
                found.push(world);
            }
        };
        for index in 0..self.ruleset.promotions.len() {
            add(&|world| world.drop_promotion(index));
        }
        for index in 0..self.basket.lines.len() {
            add(&|world| drop(world.basket.lines.remove(index)));
        }
        for index in 0..self.ruleset.promo_groups.len() {
            add(&|world| drop(world.ruleset.promo_groups.remove(index)));
        }
        for index in 0..self.ruleset.promotions.len() {
            for smaller in smaller_promotions(&self.ruleset.promotions[index]) {
                add(&|world| world.ruleset.promotions[index] = smaller.clone());
            }
        }
        add(&|world| world.usage = Usage::default());
        add(&|world| world.pool_code = PoolCode::NotFound);
        add(&|world| (world.basket.customer, world.basket.loyalty_card, world.facts) = (None, None, Facts::Nobody));
        add(&|world| world.basket = Basket { delivery: Default::default(), ..world.basket.clone() });
        add(&|world| (world.basket.code, world.pool_code) = (None, PoolCode::NotFound));
        add(&|world| world.basket.chosen.clear());
        add(&|world| world.basket.chosen.iter_mut().for_each(|chosen| chosen.gifts.clear()));
        self.smaller_settings(&mut add);
        self.smaller_lines(&mut add);
        self.smaller_goods(&mut add);
        found
    }

    fn drop_promotion(&mut self, index: usize) {
        let promotion = self.ruleset.promotions.remove(index);
        for group in &mut self.ruleset.promo_groups {
            group.promotions.retain(|id| *id != promotion.id);
        }
    }

    fn smaller_settings(&self, add: Add<'_>) {
        add(&|world| world.ruleset.settings.bonuses = None);
        add(&|world| world.ruleset.settings.rounding = Money(1));
        add(&|world| world.ruleset.settings.price_source = PriceSource::Catalogue);
        for index in 0..self.ruleset.settings.lanes.len() {
            add(&|world| world.ruleset.settings.lanes[index].mode = LaneMode::All);
        }
        for (list, options) in self.ruleset.gift_options.iter().enumerate() {
            for option in 0..options.options.len().saturating_sub(1) {
                add(&|world| drop(world.ruleset.gift_options[list].options.remove(option)));
            }
        }
    }

    fn smaller_lines(&self, add: Add<'_>) {
        for (index, line) in self.basket.lines.iter().enumerate() {
            for name in 0..line.applied.len() {
                add(&|world| drop(world.basket.lines[index].applied.remove(name)));
            }
            add(&|world| world.basket.lines[index].other_id = None);
            add(&|world| world.basket.lines[index].price = None);
            add(&|world| world.basket.lines[index].set_aside = false);
            if line.quantity.0 > 1_000 {
                add(&|world| world.basket.lines[index].quantity = Quantity(line.quantity.0 - 1_000));
            }
            if line.quantity.0 % 1_000 != 0 {
                add(&|world| world.basket.lines[index].quantity = Quantity::ONE);
            }
        }
    }

    fn smaller_goods(&self, add: Add<'_>) {
        for index in 0..self.products.len() {
            add(&|world| drop(world.products.remove(index)));
            add(&|world| world.products[index].max_discount_percent = Percent::HUNDRED);
            add(&|world| world.products[index].no_discounts = false);
            add(&|world| (world.products[index].use_bonuses, world.products[index].available) = (true, true));
            add(&|world| world.products[index].category_ids.clear());
            add(&|world| (world.products[index].vendor, world.products[index].product_id) = (None, None));
        }
    }
}

fn smaller_promotions(promotion: &Promotion) -> Vec<Promotion> {
    let mut found = Vec::new();
    let mut add = |change: &dyn Fn(&mut Promotion)| {
        let mut smaller = promotion.clone();
        change(&mut smaller);
        found.push(smaller);
    };
    add(&|promotion| promotion.conditions = Condition::default());
    for condition in smaller_conditions(&promotion.conditions) {
        add(&|promotion| promotion.conditions = condition.clone());
    }
    for index in 0..promotion.effects.len() {
        if promotion.effects.len() > 1 {
            add(&|promotion| drop(promotion.effects.remove(index)));
        }
        for effect in smaller_effects(&promotion.effects[index]) {
            add(&|promotion| promotion.effects[index] = effect.clone());
        }
    }
    add(&|promotion| promotion.limits = Limits::default());
    add(&|promotion| promotion.limits = Limits { budget: promotion.limits.budget, ..Limits::default() });
    add(&|promotion| (promotion.codes, promotion.code_pool, promotion.suggest) = (Vec::new(), None, None));
    add(&|promotion| promotion.code_pool = None);
    add(&|promotion| promotion.suggest = None);
    add(&|promotion| (promotion.exclusive, promotion.stop) = (false, false));
    add(&|promotion| promotion.status = Status::Live);
    add(&|promotion| (promotion.starts_at, promotion.ends_at) = (None, None));
    add(&|promotion| promotion.priority = 0);
    add(&|promotion| promotion.sums_with_bonuses = true);
    add(&|promotion| "shelf".clone_into(&mut promotion.lane));
    found
}

fn smaller_conditions(condition: &Condition) -> Vec<Condition> {
    match condition {
        Condition::All(list) | Condition::Any(list) => list.clone(),
        Condition::Not(not) => vec![(**not).clone()],
        Condition::Test(_) => Vec::new(),
    }
}

fn smaller_effects(effect: &Effect) -> Vec<Effect> {
    let mut on_all_goods = effect.clone();
    effects::on_all_goods(&mut on_all_goods);
    let mut plain = effect.clone();
    match &mut plain {
        Effect::PercentOff(effect) => effect.at_most = None,
        Effect::UnitAmountOff(effect) => effect.max_units = None,
        Effect::UnitPrice(effect) => effect.max_units = None,
        Effect::BuyGet(effect) => effect.times = None,
        Effect::Bundle(effect) => effect.times = None,
        Effect::Gift(effect) => effect.gifts.truncate(1),
        Effect::AmountOff(_) | Effect::Tiers(_) | Effect::GiftChoice(_) => {}
        Effect::BonusEarn(_) | Effect::BonusSpend(_) | Effect::Notice(_) => {}
    }
    vec![on_all_goods, plain]
}
