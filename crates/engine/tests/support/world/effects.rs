//! Random effects. A promotion has one choice of gifts at most, and each offer once among its gifts and options (R12).

use engine::{
    Effect, Items, Money, Percent, Quantity,
    conditions::Amount,
    effects::{
        AmountOff, BonusEarn, BonusSpend, Bundle, Buy, BuyGet, By, Get, Gift, GiftChoice, Notice, Part, PercentOff, Pick, Step,
        Tiers, UnitAmountOff, UnitPrice,
    },
    rules::{self, GiftOptions},
};

use super::{OFFERS, amount, conditions::items, rng::Rng};

pub fn effects(rng: &mut Rng, options: &[GiftOptions]) -> Vec<Effect> {
    let mut taken: Vec<String> = Vec::new();
    let mut has_choice = false;
    let number = rng.pick(&[1, 1, 1, 2, 2, 3]);
    let mut effects = Vec::new();
    while effects.len() < number {
        let effect = match rng.below(31) {
            0..=4 => percent_off(rng),
            5..=7 => Effect::AmountOff(AmountOff { amount: amount(rng), items: items(rng, 1) }),
            8 | 9 => {
                Effect::UnitAmountOff(UnitAmountOff { amount: amount(rng), items: items(rng, 1), max_units: max_units(rng) })
            }
            10 | 11 => Effect::UnitPrice(UnitPrice { price: amount(rng), items: items(rng, 1), max_units: max_units(rng) }),
            12..=15 => buy_get(rng),
            16..=18 => bundle(rng),
            19 | 20 => tiers(rng),
            21..=23 => match gifts(rng, &mut taken) {
                Some(gift) => gift,
                None => continue,
            },
            24 | 25 => {
                let options = &options[rng.below(options.len())];
                let is_taken = options.options.iter().any(|gift| taken.contains(&gift.offer_id));
                if has_choice || is_taken {
                    continue;
                }
                has_choice = true;
                taken.extend(options.options.iter().map(|gift| gift.offer_id.clone()));
                Effect::GiftChoice(GiftChoice { gift_options: options.id.clone(), limit: rng.pick(&[1, 1, 2]) })
            }
            26 | 27 => bonus_earn(rng),
            28 | 29 => Effect::BonusSpend(BonusSpend { percent: percent(rng, &[0, 1_000, 5_000, 10_000]), items: items(rng, 1) }),
            _ => Effect::Notice(Notice { text: rng.pick(&["Привет", "Скоро"]).to_owned(), items: items(rng, 1) }),
        };
        effects.push(effect);
    }
    effects
}

/// Lets an effect speak of all goods.
pub fn on_all_goods(effect: &mut Effect) {
    match effect {
        Effect::PercentOff(effect) => effect.items = Items::default(),
        Effect::AmountOff(effect) => effect.items = Items::default(),
        Effect::UnitAmountOff(effect) => effect.items = Items::default(),
        Effect::UnitPrice(effect) => effect.items = Items::default(),
        Effect::BuyGet(effect) => (effect.buy.items, effect.get.items) = (Items::default(), None),
        Effect::Bundle(effect) => effect.parts.iter_mut().for_each(|part| part.items = Items::default()),
        Effect::Tiers(effect) => effect.items = Items::default(),
        Effect::BonusEarn(effect) => effect.items = Items::default(),
        Effect::BonusSpend(effect) => effect.items = Items::default(),
        Effect::Notice(effect) => effect.items = Items::default(),
        Effect::Gift(_) | Effect::GiftChoice(_) => {}
    }
}

fn percent(rng: &mut Rng, list: &[i64]) -> Percent {
    Percent(rng.pick(list))
}

fn max_units(rng: &mut Rng) -> Option<Quantity> {
    rng.maybe(50, |rng| Quantity(rng.pick(&[500, 1_000, 1_000, 2_000, 3_000])))
}

fn percent_off(rng: &mut Rng) -> Effect {
    Effect::PercentOff(PercentOff {
        percent: percent(rng, &[100, 750, 1_000, 1_000, 3_333, 5_000, 10_000]),
        items: items(rng, 1),
        of: rng.pick(&[Amount::Current, Amount::Current, Amount::Initial]),
        at_most: rng.maybe(30, amount),
    })
}

fn buy_get(rng: &mut Rng) -> Effect {
    Effect::BuyGet(BuyGet {
        buy: Buy { items: items(rng, 1), quantity: rng.pick(&[1, 1, 2, 2, 3]) },
        get: Get {
            items: rng.maybe(35, |rng| items(rng, 1)),
            quantity: rng.pick(&[1, 1, 1, 2]),
            percent: percent(rng, &[3_333, 5_000, 10_000, 10_000]),
        },
        pick: rng.pick(&[Pick::Cheapest, Pick::Cheapest, Pick::Dearest]),
        times: rng.maybe(25, |rng| rng.between(1, 2)),
    })
}

fn bundle(rng: &mut Rng) -> Effect {
    let part = |rng: &mut Rng| Part { items: items(rng, 1), quantity: rng.pick(&[1, 1, 1, 2]) };
    let mut parts = rng.list(1, 3, part);
    if let [part] = &mut parts[..] {
        part.quantity += 1;
    }
    let price = Money(rng.pick(&[0, 1, 990, 1_500, 5_000, 9_999, 15_000]));
    Effect::Bundle(Bundle { parts, price, times: rng.maybe(25, |rng| rng.between(1, 3)) })
}

fn tiers(rng: &mut Rng) -> Effect {
    let by = rng.pick(&[By::Subtotal, By::Quantity]);
    let mut froms = match by {
        By::Subtotal => rng.some_of(&[10, 9_990, 100_000, 200_000, 500_000], 1, 3),
        By::Quantity => rng.some_of(&[500, 1_000, 2_000, 3_000, 6_000], 1, 3),
    };
    froms.sort_unstable();
    let step = |from| {
        let amount = rng.maybe(50, amount);
        let percent = if amount.is_none() { Some(percent(rng, &[500, 1_500, 5_000])) } else { None };
        Step { from: Quantity(from), percent, amount }
    };
    let steps = froms.into_iter().map(step).collect();
    Effect::Tiers(Tiers { by, items: items(rng, 1), steps })
}

/// A gift; the last of `OFFERS` is not in the catalogue.
pub fn gift(rng: &mut Rng, offer: &str) -> rules::Gift {
    rules::Gift { offer_id: offer.to_owned(), quantity: Quantity(rng.pick(&[500, 1_000, 1_000, 1_000, 2_000])) }
}

fn gifts(rng: &mut Rng, taken: &mut Vec<String>) -> Option<Effect> {
    let free: Vec<&str> = OFFERS.into_iter().filter(|offer| !taken.iter().any(|taken| taken == offer)).collect();
    let gifts: Vec<_> = rng.some_of(&free, 1, 2).into_iter().map(|offer| gift(rng, offer)).collect();
    taken.extend(gifts.iter().map(|gift| gift.offer_id.clone()));
    (!gifts.is_empty()).then_some(Effect::Gift(Gift { gifts }))
}

fn bonus_earn(rng: &mut Rng) -> Effect {
    let mut earn = BonusEarn { percent: None, points: None, multiply: None, items: items(rng, 1) };
    match rng.below(3) {
        0 => earn.percent = Some(percent(rng, &[100, 750, 5_000])),
        1 => earn.points = Some(rng.pick(&[1, 7, 100])),
        _ => earn.multiply = Some(Quantity(rng.pick(&[1_001, 1_500, 2_000, 3_000]))),
    }
    Effect::BonusEarn(earn)
}
