//! What holds for every ruleset and every basket. Some thousands of cases; `PODAROK_TEST_LONG=1` makes it 100,000.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::sync::Arc;

use engine::{
    Basket, Catalogue, Context, Engine, Facts, Money, Product, Quantity, Quote, Ruleset,
    basket::{Chosen, Line},
    catalogue::Category,
    facts::Customer,
    rules::Gift,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};
use support::{but_for_notices, sent_back, totals};

fn cases() -> ProptestConfig {
    let long = std::env::var("PODAROK_TEST_LONG").is_ok_and(|value| value == "1");
    ProptestConfig { cases: if long { 100_000 } else { 3_000 }, max_shrink_iters: 20_000, ..ProptestConfig::default() }
}

/// Known to the catalogue; `u` is not.
const OFFERS: [&str; 6] = ["a", "b", "c", "d", "e", "u"];
const PROMOTIONS: [&str; 6] = ["p1", "p2", "p3", "p4", "p5", "p6"];

/// Everything that a quote is made from.
#[derive(Debug, Clone)]
struct World {
    ruleset: Ruleset,
    products: Vec<Product>,
    basket: Basket,
    facts: Facts,
}

impl World {
    fn quote(&self, basket: &Basket) -> Quote {
        let category = |id: &str, parent: Option<&str>| Category {
            id: id.to_owned(),
            name: id.to_owned(),
            parent_id: parent.map(str::to_owned),
        };
        let categories = [category("all", None), category("some", Some("all"))];
        let catalogue = Catalogue::new(self.products.iter().cloned(), categories);
        Engine::new(Arc::new(self.ruleset.clone())).quote(
            &catalogue,
            basket,
            &Context { facts: &self.facts, ..Context::default() },
        )
    }
}

fn offers() -> impl Strategy<Value = &'static str> {
    select(&OFFERS[..])
}

fn money() -> impl Strategy<Value = f64> {
    select(vec![0.0, 0.01, 0.05, 0.99, 1.0, 3.33, 9.99, 10.0, 50.0, 99.99, 100.0, 500.0])
}

fn items() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => Just(json!({})),
        3 => vec(offers(), 1..3).prop_map(|offers| json!({"offers": offers})),
        1 => Just(json!({"categories": ["all"]})),
        1 => money().prop_map(|price| json!({"price_below": price})),
        1 => offers().prop_map(|offer| json!({"except": {"offers": [offer]}})),
    ]
}

fn condition() -> impl Strategy<Value = Value> {
    let test = prop_oneof![
        (items(), money(), prop::bool::ANY).prop_map(|(items, from, current)| {
            json!({"kind": "subtotal", "items": items, "at_least": from, "of": if current { "current" } else { "initial" }})
        }),
        (items(), 1..5_i64).prop_map(|(items, from)| json!({"kind": "quantity", "items": items, "at_least": from})),
        Just(json!({"kind": "segment", "any": ["S"]})),
    ];
    prop_oneof![
        4 => Just(json!({"all": []})),
        4 => test.clone(),
        1 => test.clone().prop_map(|test| json!({"not": test})),
        1 => (test.clone(), test).prop_map(|(one, two)| json!({"any": [one, two]})),
    ]
}

fn gift() -> impl Strategy<Value = Value> {
    (offers(), select(vec![0.5, 1.0, 1.0, 2.0])).prop_map(|(offer, quantity)| json!({"offer_id": offer, "quantity": quantity}))
}

fn effect() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => (select(vec![1.0, 7.5, 10.0, 33.33, 50.0, 100.0]), items(), option::of(money()), prop::bool::ANY).prop_map(
            |(percent, items, most, initial)| {
                let of = if initial { "initial" } else { "current" };
                json!({"kind": "percent_off", "percent": percent, "items": items, "at_most": most, "of": of})
            }
        ),
        3 => (money(), items()).prop_map(|(amount, items)| json!({"kind": "amount_off", "amount": amount, "items": items})),
        3 => (1..3_i64, 1..3_i64, items(), option::of(items()), prop::bool::ANY, select(vec![50.0, 100.0])).prop_map(
            |(buy, get, items, targets, dearest, percent)| {
                let pick = if dearest { "dearest" } else { "cheapest" };
                json!({
                    "kind": "buy_get", "buy": {"items": items, "quantity": buy}, "pick": pick,
                    "get": {"items": targets, "quantity": get, "percent": percent},
                })
            }
        ),
        4 => vec(gift(), 1..3).prop_map(|gifts| json!({"kind": "gift", "gifts": gifts})),
        3 => (select(vec!["o1", "o2"]), 1..3_i64)
            .prop_map(|(options, limit)| json!({"kind": "gift_choice", "gift_options": options, "limit": limit})),
    ]
}

fn promotion() -> impl Strategy<Value = Value> {
    let lanes = select(vec!["shelf", "basket", "code"]);
    let statuses = select(vec!["live", "live", "live", "live", "paused"]);
    let codes = select(vec![json!([]), json!([]), json!(["CODE"]), json!(["OTHER"])]);
    (condition(), vec(effect(), 1..3), lanes, -1..2_i64, statuses, codes, prop::bool::weighted(0.8)).prop_map(
        |(conditions, effects, lane, priority, status, codes, sums)| {
            json!({
                "id": "", "name": "", "conditions": conditions, "effects": effects, "lane": lane, "priority": priority,
                "status": status, "codes": codes, "sums_with_bonuses": sums,
            })
        },
    )
}

fn ruleset() -> impl Strategy<Value = Ruleset> {
    let groups = prop_oneof![
        Just(json!([])),
        Just(json!([])),
        Just(json!([{"id": "g1", "name": "", "promotions": ["p2", "p1"]}, {"id": "g2", "name": "", "promotions": ["p3"]}])),
    ];
    let settings = (select(vec![0.01, 0.5, 1.0]), prop::bool::ANY, prop::bool::ANY).prop_map(|(rounding, request, points)| {
        let points = points.then(|| json!({"earn_percent": 5, "spend_percent": 30}));
        json!({"rounding": rounding, "price_source": if request { "request" } else { "catalogue" }, "bonuses": points})
    });
    (vec(promotion(), 0..6), vec(gift(), 1..4), vec(gift(), 1..3), groups, settings).prop_map(
        |(mut promotions, first, second, groups, settings)| {
            for (promotion, id) in promotions.iter_mut().zip(PROMOTIONS) {
                promotion["id"] = json!(id);
                promotion["name"] = json!(id);
            }
            let options = json!([{"id": "o1", "name": "", "options": first}, {"id": "o2", "name": "", "options": second}]);
            serde_json::from_value(json!({
                "settings": settings, "gift_options": options, "promotions": promotions, "promo_groups": groups,
                "personal_offers": [],
            }))
            .unwrap()
        },
    )
}

fn products() -> impl Strategy<Value = Vec<Product>> {
    let floor = select(vec![100.0, 100.0, 100.0, 15.0, 33.33, 0.0]);
    let product = (option::weighted(0.9, money()), floor, prop::bool::weighted(0.1), prop::bool::weighted(0.1), prop::bool::ANY);
    vec(product, OFFERS.len() - 1).prop_map(|products| {
        let known = OFFERS.iter().zip(products);
        known
            .map(|(id, (price, most, barred, unavailable, use_bonuses))| {
                serde_json::from_value(json!({
                    "offer_id": id, "name": id, "price": price, "max_discount_percent": most, "no_discounts": barred,
                    "available": !unavailable, "use_bonuses": use_bonuses, "category_ids": ["some"],
                }))
                .unwrap()
            })
            .collect()
    })
}

/// Lines that name promotions at random: most claims are false, and some over-claim.
fn line() -> impl Strategy<Value = Line> {
    let quantity = select(vec![-1_000, 0, 1, 333, 500, 667, 1_000, 1_000, 2_000, 3_000, 4_000, 7_000]);
    let price = option::of(select(vec![0, 1, 99, 1_000, 9_999]));
    let names = vec(select(&["p1", "p2", "p3", "p4", "ghost"][..]), 0..3);
    let names = prop_oneof![2 => Just(Vec::new()), 1 => names];
    (offers(), price, quantity, names, prop::bool::weighted(0.1)).prop_map(|(offer, price, quantity, names, set_aside)| Line {
        offer_id: offer.to_owned(),
        other_id: None,
        name: offer.to_owned(),
        price: price.map(Money),
        quantity: Quantity(quantity),
        applied: names.into_iter().map(str::to_owned).collect(),
        set_aside,
    })
}

fn chosen() -> impl Strategy<Value = Vec<Chosen>> {
    let gift = offers().prop_map(|offer| Gift { offer_id: offer.to_owned(), quantity: Quantity::ONE });
    let chosen = (select(&PROMOTIONS[..3]), vec(gift, 0..3))
        .prop_map(|(promotion, gifts)| Chosen { promotion: promotion.to_owned(), gifts });
    vec(chosen, 0..3)
}

fn world() -> impl Strategy<Value = World> {
    let facts = prop_oneof![
        Just(Facts::Nobody),
        Just(Facts::Unknown),
        prop::bool::ANY.prop_map(|member| Facts::Customer(Customer {
            id: "1".to_owned(),
            balance: 7,
            segments: if member { vec!["S".to_owned()] } else { Vec::new() },
            ..Customer::default()
        })),
    ];
    let code = option::of(select(vec!["code", "other", "none"]));
    (ruleset(), products(), vec(line(), 0..8), chosen(), code, facts).prop_map(
        |(ruleset, products, lines, chosen, code, facts)| World {
            ruleset,
            products,
            basket: Basket { lines, customer: Some("1".to_owned()), code: code.map(str::to_owned), chosen, ..Basket::default() },
            facts,
        },
    )
}

fn sum(quote: &Quote, of: impl Fn(&engine::quote::QuoteLine) -> i64) -> i64 {
    quote.lines.iter().filter(|line| !line.set_aside).map(of).sum()
}

proptest! {
    #![proptest_config(cases())]

    /// Σ lines = total; 0 ≤ discount ≤ gross of every line; nothing is both bought and free.
    #[test]
    fn the_lines_add_up(world in world()) {
        let quote = world.quote(&world.basket);
        prop_assert_eq!(quote.total.0, sum(&quote, |line| line.subtotal.0));
        prop_assert!(quote.discount.0 <= sum(&quote, |line| line.discount.0));
        for line in &quote.lines {
            prop_assert!(line.quantity > Quantity::ZERO && line.gift <= line.quantity && line.gift >= Quantity::ZERO);
            prop_assert!(line.discount.0 >= 0 && line.subtotal.0 >= 0, "{line:?}");
            prop_assert!(line.gift != line.quantity || line.subtotal.0 == 0, "a gift is charged: {line:?}");
            let barred = world.products.iter().any(|product| product.offer_id == line.offer_id && product.no_discounts);
            prop_assert!(!barred || line.gift > Quantity::ZERO || line.discount.0 == 0, "barred: {line:?}");
            if let Some(points) = line.bonuses {
                prop_assert!(points.can_spend >= 0 && points.will_earn >= 0);
            }
        }
        if let Some(points) = quote.bonuses {
            prop_assert_eq!(points.will_earn, sum(&quote, |line| line.bonuses.map_or(0, |points| points.will_earn)));
            prop_assert!(points.can_spend <= sum(&quote, |line| line.bonuses.map_or(0, |points| points.can_spend)));
        }
    }

    /// R11: all discounts of an offer's bought units stay above its floor.
    #[test]
    fn floors_hold(world in world()) {
        let quote = world.quote(&world.basket);
        for product in &world.products {
            let lines: Vec<_> =
                quote.lines.iter().filter(|line| line.offer_id == product.offer_id && !line.set_aside).collect();
            let paid: i64 = lines.iter().map(|line| line.subtotal.0).sum();
            let gross: f64 =
                lines.iter().map(|line| line.price.0 as f64 * (line.quantity.0 - line.gift.0) as f64 / 1000.0).sum();
            let least = gross * (1.0 - product.max_discount_percent.0 as f64 / 10_000.0);
            prop_assert!(paid as f64 >= least - 0.5 * lines.len() as f64 - 0.01, "{paid} of {gross} for {lines:?}");
        }
    }

    /// R18: shuffling the lines changes no total, whatever they claim.
    #[test]
    fn shuffling_changes_no_total((world, order) in world().prop_flat_map(|world| {
        let order = Just((0..world.basket.lines.len()).collect::<Vec<_>>()).prop_shuffle();
        (Just(world), order)
    })) {
        let lines = order.iter().map(|&index| world.basket.lines[index].clone()).collect();
        let shuffled = Basket { lines, ..world.basket.clone() };
        prop_assert_eq!(totals(&world.quote(&shuffled)), totals(&world.quote(&world.basket)));
    }

    /// R18: the answer sent back gives the same answer, but for its notices.
    #[test]
    fn sending_back_changes_nothing(world in world()) {
        let first = world.quote(&world.basket);
        let again = sent_back(&world.basket, &first);
        let second = world.quote(&again);
        prop_assert_eq!(but_for_notices(&second), but_for_notices(&first));
        prop_assert!(second.notices.is_empty(), "nothing is taken out twice: {:?}", second.notices);
    }

    /// R8: splitting a line in two, anywhere, changes no total.
    #[test]
    fn splitting_changes_no_total(world in world(), at in 0..8_usize, part in 1..999_i64) {
        let whole = world.basket.clone();
        let mut split = whole.clone();
        if let Some(line) = split.lines.get_mut(at) && line.quantity.0 > 1 && line.applied.is_empty() {
            let other = Quantity((line.quantity.0 * part / 1_000).max(1).min(line.quantity.0 - 1));
            line.quantity.0 -= other.0;
            let line = Line { quantity: other, ..line.clone() };
            split.lines.push(line);
        }
        prop_assert_eq!(totals(&world.quote(&split)), totals(&world.quote(&whole)));
    }

    /// Lines that are set aside change nothing.
    #[test]
    fn set_aside_lines_change_nothing(world in world()) {
        let mut without = world.basket.clone();
        without.lines.retain(|line| !line.set_aside);
        prop_assert_eq!(totals(&world.quote(&without)), totals(&world.quote(&world.basket)));
    }

    /// The same question has the same answer, and a chosen group costs what it was said to cost.
    #[test]
    fn a_group_costs_what_it_says(world in world()) {
        let offered = world.quote(&world.basket);
        prop_assert_eq!(&world.quote(&world.basket), &offered);
        for group in &offered.groups {
            let chosen = Chosen { promotion: group[0].id.clone(), gifts: Vec::new() };
            let quote = world.quote(&Basket { chosen: vec![chosen], ..world.basket.clone() });
            for discount in group.iter().filter_map(|entry| entry.discount) {
                prop_assert_eq!(quote.discount, discount);
            }
        }
    }

    /// No input panics or overflows.
    #[test]
    fn nothing_panics(
        mut world in world(),
        prices in vec(any::<i64>(), 8),
        quantities in vec(any::<i64>(), 8),
        extreme in vec(select(vec![i64::MIN, -1, 0, 1, 999, 1_000, 1_000_000_000_000_000, i64::MAX - 1, i64::MAX]), 16),
    ) {
        for (index, line) in world.basket.lines.iter_mut().enumerate() {
            line.price = Some(Money(if index % 2 == 0 { prices[index] } else { extreme[index] }));
            line.quantity = Quantity(if index % 3 == 0 { quantities[index] } else { extreme[index + 8] });
        }
        for (product, price) in world.products.iter_mut().zip(extreme) {
            product.price = Some(Money(price));
        }
        world.quote(&world.basket);
    }
}
