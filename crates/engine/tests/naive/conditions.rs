//! R3: a promotion's condition, tested once, on the whole basket.

use engine::{
    Condition,
    conditions::{Amount, Hours, Source, Test, Where},
};

use super::{
    article::Article,
    asked::{Asked, key},
    goods::selects,
};

/// What a condition sees.
#[derive(Clone, Copy)]
pub struct Seen<'s, 'a> {
    pub asked: &'s Asked<'a>,
    pub articles: &'s [Article<'a>],
}

/// All of nothing holds, any of nothing does not.
pub fn holds(condition: &Condition, seen: Seen<'_, '_>) -> bool {
    match condition {
        Condition::All(all) => !all.iter().any(|condition| !holds(condition, seen)),
        Condition::Any(any) => any.iter().any(|condition| holds(condition, seen)),
        Condition::Not(not) => !holds(not, seen),
        Condition::Test(test) => test_holds(test, seen),
    }
}

/// While facts could not be looked up, a condition that asks for an unknown one, anywhere, is not met.
pub fn asks_for_the_unknown(condition: &Condition, asked: &Asked<'_>) -> bool {
    match condition {
        Condition::All(list) | Condition::Any(list) => list.iter().any(|condition| asks_for_the_unknown(condition, asked)),
        Condition::Not(not) => asks_for_the_unknown(not, asked),
        Condition::Test(test) => {
            asked.facts_are_unknown()
                && match test {
                    Test::Segment(_) | Test::Tier(_) | Test::Orders(_) => true,
                    Test::Customer(_) | Test::KnownCustomer(_) => asked.basket.customer.is_none(),
                    Test::LoyaltyCard(_) => asked.basket.loyalty_card.is_none(),
                    _ => false,
                }
        }
    }
}

fn test_holds(test: &Test, seen: Seen<'_, '_>) -> bool {
    let Seen { asked, articles } = seen;
    let delivery = &asked.basket.delivery;
    let selected = |items| {
        let selects =
            move |article: &&Article<'_>| selects(items, article.offer, article.product, article.price, asked.categories);
        articles.iter().filter(selects)
    };
    match test {
        Test::Subtotal(subtotal) => {
            let value = selected(&subtotal.items)
                .map(|article| match subtotal.of {
                    Amount::Initial => article.gross,
                    Amount::Current => article.left(),
                })
                .sum::<i64>();
            is_within(value, subtotal.at_least.map(|money| money.0), subtotal.below.map(|money| money.0))
        }
        Test::Quantity(quantity) => {
            let units = selected(&quantity.items).map(|article| article.quantity).sum::<i64>();
            is_within(units, quantity.at_least.map(|units| units.0), quantity.below.map(|units| units.0))
        }
        Test::Distinct(distinct) => {
            let mut offers: Vec<_> = selected(&distinct.items).map(|article| article.offer).collect();
            offers.dedup();
            is_within(offers.len() as i64, distinct.at_least, distinct.below)
        }
        Test::Segment(segment) => {
            asked.customer().is_some_and(|customer| customer.segments.iter().any(|id| segment.any.iter().any(|any| any == id)))
        }
        Test::Customer(customer) => asked.customer_id().is_some_and(|id| customer.any.iter().any(|any| any == id)),
        Test::KnownCustomer(_) => asked.customer_id().is_some(),
        Test::LoyaltyCard(_) => {
            asked.basket.loyalty_card.is_some() || asked.customer().is_some_and(|customer| customer.loyalty_card.is_some())
        }
        Test::Tier(tier) => {
            let own = asked.customer().and_then(|customer| customer.tier.as_ref());
            own.is_some_and(|own| tier.any.iter().any(|any| any == own))
        }
        Test::Orders(orders) => {
            // Who is named and not in our tables has placed 0 orders; a guest has no number of orders at all.
            let placed = asked.customer().map_or(0, |customer| customer.orders);
            asked.customer_id().is_some() && is_within(placed, orders.at_least, orders.below)
        }
        Test::Where(place) => is_there(place, asked),
        Test::Outlet(outlet) => is_one_of(delivery.outlet.as_ref(), &outlet.any),
        Test::Delivery(way) => is_one_of(delivery.delivery.as_ref(), &way.any),
        Test::Payment(payment) => is_one_of(delivery.payment.as_ref(), &payment.any),
        Test::Pickup(pickup) => is_one_of(delivery.pickup.as_ref(), &pickup.any),
        Test::Channel(channel) => {
            let source = if delivery.in_shop { Source::Shop } else { Source::App };
            channel.any.contains(&source)
        }
        Test::Hours(hours) => is_the_time(hours, asked.now.weekday, asked.now.minute),
    }
}

/// `at_least` is inclusive, `below` is not.
fn is_within(value: i64, at_least: Option<i64>, below: Option<i64>) -> bool {
    at_least.is_none_or(|least| value >= least) && below.is_none_or(|below| value < below)
}

/// What the request does not say matches nothing.
fn is_one_of(said: Option<&String>, any: &[String]) -> bool {
    said.is_some_and(|said| any.iter().any(|id| id == said))
}

/// The city as codes are compared, FIAS codes regardless of case, the beginning of the KLADR code; every given field.
fn is_there(place: &Where, asked: &Asked<'_>) -> bool {
    let delivery = &asked.basket.delivery;
    let city = |city: &String| delivery.city.as_ref().is_some_and(|said| key(said) == key(city));
    let kladr = |kladr: &String| delivery.kladr.as_ref().is_some_and(|said| said.starts_with(kladr.as_str()));
    let fias = |fias: &String| delivery.fias.iter().any(|said| said.to_lowercase() == fias.to_lowercase());
    place.city.as_ref().is_none_or(city) && place.kladr.as_ref().is_none_or(kladr) && place.fias.as_ref().is_none_or(fias)
}

/// Half-open; hours past midnight belong to the day on which they began.
fn is_the_time(hours: &Hours, weekday: u8, minute: u16) -> bool {
    let minutes = |text: &String| {
        let (hours, minutes) = text.split_once(':').expect("a time of day");
        hours.parse::<u16>().expect("hours") * 60 + minutes.parse::<u16>().expect("minutes")
    };
    let (from, to) = (hours.from.as_ref().map_or(0, minutes), hours.to.as_ref().map_or(24 * 60, minutes));
    let is_day = |weekday: u8| hours.days.is_empty() || hours.days.iter().any(|&day| day as u8 == weekday);
    if from < to {
        return is_day(weekday) && from <= minute && minute < to;
    }
    let yesterday = (weekday + 6) % 7;
    (is_day(weekday) && minute >= from) || (is_day(yesterday) && minute < to)
}
