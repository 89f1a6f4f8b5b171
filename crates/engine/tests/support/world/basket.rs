//! Random goods, baskets and what is known of the customer.

use std::collections::HashMap;

use engine::{
    Basket, Category, Facts, Moment, Money, Now, Percent, PoolCode, Product, Quantity, Usage,
    basket::{Chosen, Delivery, Line},
    facts::{Customer, Used},
};

use super::{KNOWN, NOW, OFFERS, PROMOTIONS, effects::gift, price, rng::Rng};

pub fn categories() -> Vec<Category> {
    let category = |id: &str, parent: Option<&str>| Category {
        id: id.to_owned(),
        name: id.to_owned(),
        parent_id: parent.map(str::to_owned),
    };
    vec![category("all", None), category("some", Some("all")), category("deep", Some("some")), category("else", None)]
}

pub fn products(rng: &mut Rng) -> Vec<Product> {
    let product = |id: &str| Product {
        offer_id: id.to_owned(),
        product_id: rng.maybe(70, |rng| rng.pick(&["card1", "card2"]).to_owned()),
        name: id.to_uppercase(),
        price: rng.maybe(95, price),
        category_ids: rng.ids(&["all", "some", "deep", "else"], 0, 2),
        vendor: rng.maybe(70, |rng| rng.pick(&["V", "W"]).to_owned()),
        max_discount_percent: Percent(rng.pick(&[10_000, 10_000, 10_000, 10_000, 7_500, 1_500, 3_333, 0])),
        no_discounts: rng.chance(6),
        use_bonuses: rng.chance(85),
        available: rng.chance(92),
    };
    KNOWN.into_iter().map(product).collect()
}

/// A quarter of the lines claim gifts, most of them falsely or too many.
fn line(rng: &mut Rng) -> Line {
    let offer = rng.pick(&OFFERS);
    let claims = rng.chance(25);
    let names = if claims { rng.some_of(&["p1", "p2", "p3", "p4", "p5", "ghost"], 1, 3) } else { Vec::new() };
    let other_id = match rng.below(20) {
        0 => Some(rng.pick(&OFFERS).to_owned()),
        1 => Some("nowhere".to_owned()),
        _ => None,
    };
    let known_by_the_other = other_id.is_some() && rng.chance(60);
    let mut price = rng.maybe(75, price);
    if claims && rng.chance(40) {
        price = Some(Money::ZERO);
    }
    Line {
        offer_id: if known_by_the_other { "third".to_owned() } else { offer.to_owned() },
        other_id,
        name: rng.pick(&["line", "other"]).to_owned(),
        price,
        quantity: Quantity(rng.pick(&[
            -1_000, 0, 1, 333, 500, 667, 1_000, 1_000, 1_000, 1_000, 2_000, 2_000, 2_000, 2_500, 3_000, 3_000, 4_000, 5_000,
            7_000,
        ])),
        applied: names.into_iter().map(str::to_owned).collect(),
        set_aside: rng.chance(5),
    }
}

/// At the edge of what can be calculated (R1).
fn huge_line(rng: &mut Rng) -> Line {
    const MOST: i64 = 1_000_000_000_000_000;
    // So many units can be listed one by one only where they are too many to be counted.
    let (price, quantity) = rng.pick(&[(MOST - 1, 1_000), (MOST / 2, 2_001), (1, MOST + 1)]);
    Line { offer_id: "u".to_owned(), price: Some(Money(price)), quantity: Quantity(quantity), ..Line::default() }
}

pub fn basket(rng: &mut Rng) -> Basket {
    let mut lines = rng.list(1, 7, line);
    if rng.chance(2) {
        lines.clear();
    }
    if rng.chance(1) {
        lines.push(huge_line(rng));
    }
    // The same offer at the same price on another line.
    if !lines.is_empty() && rng.chance(35) {
        let copied = &lines[rng.below(lines.len())];
        lines.push(Line { quantity: Quantity(rng.pick(&[1, 333, 1_000, 2_000])), ..copied.clone() });
    }
    Basket {
        lines,
        customer: rng.maybe(55, |rng| rng.pick(&["1", "2"]).to_owned()),
        loyalty_card: rng.maybe(30, |_| "card".to_owned()),
        code: rng.maybe(65, |rng| {
            rng.pick(&["code", "code", " CODE", "ｏther", "other", "pool-1", "Pool-1 ", "none", "  "]).to_owned()
        }),
        chosen: if rng.chance(45) { chosen(rng) } else { Vec::new() },
        delivery: delivery(rng),
    }
}

fn chosen(rng: &mut Rng) -> Vec<Chosen> {
    let ids = rng.some_of(&[PROMOTIONS[0], PROMOTIONS[1], PROMOTIONS[2], "ghost"], 1, 3);
    let entry = |id: &str| {
        let offers = if rng.chance(50) { rng.some_of(&OFFERS, 1, 3) } else { Vec::new() };
        let gifts = offers.into_iter().map(|offer| gift(rng, offer)).collect();
        Chosen { promotion: id.to_owned(), gifts }
    };
    ids.into_iter().map(entry).collect()
}

fn delivery(rng: &mut Rng) -> Delivery {
    let text = |rng: &mut Rng, list: &[&str]| rng.maybe(50, |rng| rng.pick(list).to_owned());
    Delivery {
        city: text(rng, &["Москва", "москва", "TVER"]),
        kladr: text(rng, &["7700000000000", "78", "5000"]),
        fias: rng.ids(&["ABC-1", "abc-2", "x"], 0, 2),
        delivery: text(rng, &["d1", "d3"]),
        payment: text(rng, &["m1", "m3"]),
        pickup: text(rng, &["k1", "k3"]),
        outlet: text(rng, &["o1", "o3"]),
        in_shop: rng.chance(30),
    }
}

pub fn now(rng: &mut Rng) -> Now {
    let minute = rng.pick(&[0, 90, 119, 120, 569, 570, 600, 601, 900, 1_319, 1_320, 1_439]);
    Now { at: Moment(NOW), weekday: rng.below(7) as u8, minute }
}

/// Who is named has facts, or they could not be looked up; who is not is nobody.
pub fn facts(rng: &mut Rng, basket: &Basket) -> Facts {
    let id = match (&basket.customer, &basket.loyalty_card) {
        (Some(id), _) => id.clone(),
        (None, Some(_)) if rng.chance(60) => rng.pick(&["1", "2"]).to_owned(),
        (None, Some(_)) if rng.chance(50) => return Facts::Unknown,
        (None, _) => return Facts::Nobody,
    };
    if rng.chance(12) {
        return Facts::Unknown;
    }
    if rng.chance(15) {
        return Facts::Customer(Customer { id, ..Customer::default() });
    }
    let uses = rng.some_of(&PROMOTIONS, 0, 3).into_iter().map(|id| (id.to_owned(), rng.between(0, 2))).collect();
    Facts::Customer(Customer {
        id,
        loyalty_card: rng.maybe(40, |_| "card".to_owned()),
        tier: rng.maybe(50, |rng| rng.pick(&["gold", "silver", "tin"]).to_owned()),
        balance: rng.pick(&[0, 3, 50, 1_000]),
        orders: rng.between(0, 3),
        segments: rng.ids(&["S", "T", "U"], 0, 2),
        uses,
    })
}

pub fn usage(rng: &mut Rng) -> Usage {
    let used = |rng: &mut Rng| Used {
        uses: rng.pick(&[0, 1, 2, 4]),
        budget: Money(rng.pick(&[0, 0, 100, 950, 5_000, 9_990])),
        gift_units: Quantity(rng.pick(&[0, 0, 500, 1_000, 2_000])),
    };
    let promotions: HashMap<_, _> = PROMOTIONS.into_iter().filter_map(|id| Some((id.to_owned(), rng.maybe(40, used)?))).collect();
    Usage { promotions, ..Usage::default() }
}

pub fn pool_code(rng: &mut Rng, basket: &Basket) -> PoolCode {
    // Where nothing was typed, nobody asks.
    let typed = basket.code.as_deref().unwrap_or_default().trim().to_lowercase();
    if typed.is_empty() {
        return PoolCode::NotFound;
    }
    if rng.chance(10) {
        return PoolCode::Unknown;
    }
    if !typed.contains("pool") {
        return PoolCode::NotFound;
    }
    PoolCode::Found {
        pool: rng.pick(&["pool", "pool", "lost"]).to_owned(),
        code: "POOL-1".to_owned(),
        redeemed: rng.chance(20),
        owner: rng.maybe(30, |rng| rng.pick(&["1", "2"]).to_owned()),
    }
}
