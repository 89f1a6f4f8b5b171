//! Random filters and conditions.

use engine::{
    Condition, Items, Money, Quantity,
    conditions::{
        self, Amount, Channel, Customer, Day, Delivery, Distinct, Hours, KnownCustomer, LoyaltyCard, Orders, Outlet, Payment,
        Pickup, Segment, Source, Subtotal, Test, Tier, Where,
    },
};

use super::{CATEGORIES, OFFERS, amount, rng::Rng};

/// Mostly all goods or some offers; every field happens, alone and together.
pub fn items(rng: &mut Rng, depth: usize) -> Items {
    let mut items = Items::default();
    match rng.below(18) {
        0..=6 => {}
        7..=10 => items.offers = rng.ids(&OFFERS, 1, 4),
        11 => items.products = rng.ids(&["card1", "card2", "card3"], 1, 2),
        12 => items.categories = rng.ids(&CATEGORIES, 1, 2),
        13 => items.vendors = rng.ids(&["V", "W"], 1, 1),
        14 => {
            items.price_at_least = rng.maybe(60, amount);
            items.price_below = rng.maybe(60, amount);
        }
        15 if depth > 0 => items.any = rng.list(1, 2, |rng| self::items(rng, depth - 1)),
        16 if depth > 0 => items.except = Some(Box::new(self::items(rng, depth - 1))),
        _ => {
            items.categories = rng.ids(&CATEGORIES, 1, 1);
            items.vendors = rng.ids(&["V", "W"], 1, 1);
        }
    }
    if depth > 0 && rng.chance(8) {
        items.except = Some(Box::new(self::items(rng, depth - 1)));
    }
    items
}

/// Most promotions have none.
pub fn condition(rng: &mut Rng) -> Condition {
    if rng.chance(60) { Condition::default() } else { tree(rng, 2) }
}

fn tree(rng: &mut Rng, depth: usize) -> Condition {
    match rng.below(10) {
        0 if depth > 0 => Condition::All(rng.list(0, 2, |rng| tree(rng, depth - 1))),
        1 if depth > 0 => Condition::Any(rng.list(0, 3, |rng| tree(rng, depth - 1))),
        2 if depth > 0 => Condition::Not(Box::new(tree(rng, depth - 1))),
        _ => Condition::Test(test(rng)),
    }
}

/// One bound, or two in their order.
fn range<T: Ord + Copy>(rng: &mut Rng, mut make: impl FnMut(&mut Rng) -> T) -> (Option<T>, Option<T>) {
    let (one, other) = (make(rng), make(rng));
    match rng.below(6) {
        0 => (None, Some(one)),
        1 if one < other => (Some(one), Some(other)),
        _ => (Some(one), None),
    }
}

fn test(rng: &mut Rng) -> Test {
    match rng.below(24) {
        0..=4 => {
            let (at_least, below) = range(rng, |rng| Money(rng.pick(&[0, 1, 1_000, 5_000, 9_999, 10_000, 20_000])));
            let of = rng.pick(&[Amount::Initial, Amount::Current]);
            Test::Subtotal(Subtotal { items: items(rng, 1), at_least, below, of })
        }
        5..=7 => {
            let (at_least, below) = range(rng, |rng| Quantity(rng.pick(&[500, 1_000, 2_000, 3_000, 5_000])));
            Test::Quantity(conditions::Quantity { items: items(rng, 1), at_least, below })
        }
        8 | 9 => {
            let (at_least, below) = range(rng, |rng| rng.between(1, 4));
            Test::Distinct(Distinct { items: items(rng, 1), at_least, below })
        }
        10 => Test::Segment(Segment { any: rng.ids(&["S", "T", "unseen"], 1, 2) }),
        11 => Test::Customer(Customer { any: rng.ids(&["1", "2", "3"], 1, 2) }),
        12 => Test::KnownCustomer(KnownCustomer {}),
        13 => Test::LoyaltyCard(LoyaltyCard {}),
        14 => Test::Tier(Tier { any: rng.ids(&["gold", "silver"], 1, 2) }),
        15 | 16 => {
            let (at_least, below) = range(rng, |rng| rng.between(1, 3));
            Test::Orders(Orders { at_least, below })
        }
        17 => Test::Where(place(rng)),
        18 => Test::Outlet(Outlet { any: rng.ids(&["o1", "o2"], 1, 2) }),
        19 => Test::Delivery(Delivery { any: rng.ids(&["d1", "d2"], 1, 2) }),
        20 => Test::Payment(Payment { any: rng.ids(&["m1", "m2"], 1, 2) }),
        21 => Test::Pickup(Pickup { any: rng.ids(&["k1", "k2"], 1, 2) }),
        22 => Test::Channel(Channel { any: rng.some_of(&[Source::App, Source::Shop], 1, 2) }),
        _ => Test::Hours(hours(rng)),
    }
}

fn place(rng: &mut Rng) -> Where {
    let text = |rng: &mut Rng, list: &[&str]| rng.pick(list).to_owned();
    let mut place = Where { kladr: None, fias: None, city: None };
    match rng.below(5) {
        0 => place.kladr = Some(text(rng, &["77", "7700", "78"])),
        1 => place.fias = Some(text(rng, &["abc-1", "ABC-2"])),
        2 => place.city = Some(text(rng, &["Москва", " МОСКВА ", "Tver"])),
        3 => (place.kladr, place.city) = (Some("77".to_owned()), Some("москва".to_owned())),
        _ => (place.fias, place.city) = (Some("ABC-1".to_owned()), Some("tver".to_owned())),
    }
    place
}

fn hours(rng: &mut Rng) -> Hours {
    const DAYS: [Day; 7] = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];
    let (from, to) = match rng.below(6) {
        0 => (None, None),
        1 => (Some("10:00"), None),
        2 => (None, Some("10:01")),
        3 => (Some("09:30"), Some("22:00")),
        _ => (Some("22:00"), Some("02:00")),
    };
    let least = i64::from(from.is_none() && to.is_none());
    let days = rng.some_of(&DAYS, least, 4);
    Hours { days, from: from.map(str::to_owned), to: to.map(str::to_owned) }
}
