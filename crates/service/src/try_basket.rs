//! "Try a basket": the same calculation for a basket put together by hand.

use std::collections::HashMap;

use contract::{
    inputs::{TryInput, TryLine},
    views::{Reason, TryView},
};
use engine::{
    Basket, Context, Facts, Moment, Place, PoolCode, Problems, Promotion, Trace,
    basket::{Chosen, Delivery, Line},
    describe::Reference,
    text::{Language, Names, Words},
    trace::{Explained, Outcome},
    units::Quantity,
};

use crate::{
    Error, Live, Permit, Read, Service, calendar,
    rules::{AnyRule, KnownNames},
    segments::sees_customers,
};

/// Lines of a basket that is put together by hand.
const LINES: usize = 500;
/// The largest quantity of a line, in units.
const LARGEST: Quantity = Quantity::whole(1_000_000);

impl Service {
    /// "Try a basket": the same calculation for a basket put together by hand; nothing is stored. A customer may be one
    /// that nobody knows. What is known of one (segments, points) is for those who may see customers.
    ///
    /// # Errors
    /// Problems with their places: `lines[2].quantity`, `at`, `customer`.
    pub async fn try_basket(&self, permit: &Permit<Read>, input: &TryInput, language: Language) -> Result<TryView, Error> {
        let live = self.live();
        let mut problems = Problems::default();
        let basket = basket(input, &mut problems);
        let at = moment(&live, &input.at, &mut problems);
        if basket.customer.is_some() && !sees_customers(permit.actor()) {
            problems.add(
                &Place::root().key("customer"),
                "данные покупателей видят публикаторы: оставьте поле пустым",
                "what is known of customers is for publishers: leave this empty",
            );
        }
        problems.or(())?;
        let facts = match &basket.customer {
            Some(customer) => self.inner.store.facts(Some(customer), None).await?.map_or(Facts::Nobody, Facts::Customer),
            None => Facts::Nobody,
        };
        let pool_code = match &basket.code {
            Some(typed) => self.inner.customers.pool_code(&self.inner.store, typed).await,
            None => PoolCode::NotFound,
        };
        let context = Context { now: live.at(at), facts: &facts, pool_code: &pool_code, ..Context::default() };
        let (quote, trace) =
            self.inner.counted.with(|usage| live.engine.explain(&live.catalogue, &basket, &Context { usage, ..context }));
        let reasons = self.reasons(&live, &live.ruleset().promotions, trace, language).await?;
        let at = calendar::moment(&live.time_zone, language, at);
        Ok(TryView { quote, reasons, ruleset_revision: live.ruleset_revision, at })
    }

    /// What became of every promotion of a ruleset, in words.
    pub(crate) async fn reasons(
        &self,
        live: &Live,
        promotions: &[Promotion],
        trace: Trace,
        language: Language,
    ) -> Result<Vec<Reason>, Error> {
        let rules: Vec<AnyRule> = promotions.iter().cloned().map(|promotion| AnyRule::Promotion(Box::new(promotion))).collect();
        let promotions: HashMap<&str, &Promotion> =
            promotions.iter().map(|promotion| (promotion.id.as_str(), promotion)).collect();
        let names = KnownNames::of(&self.inner.store, live, &rules).await?;
        let published = Published { promotions: &promotions, known: &names };
        let words = Words { names: &published, ..names.words(live, language) };
        let reason = |Explained { id, outcome }: Explained| {
            let promotion = promotions.get(id.as_str())?;
            let gave = matches!(outcome, Outcome::Applied(_));
            let sentence = outcome.sentence(promotion, &words);
            Some(Reason { name: promotion.name.clone(), gave, sentence, outcome, id })
        };
        Ok(trace.promotions.into_iter().filter_map(reason).collect())
    }
}

/// Names promotions by what is published, everything else by what is known.
struct Published<'a> {
    promotions: &'a HashMap<&'a str, &'a Promotion>,
    known: &'a KnownNames,
}

impl Names for Published<'_> {
    fn name(&self, reference: Reference, id: &str) -> Option<String> {
        match reference {
            Reference::Promotion => self.promotions.get(id).map(|promotion| promotion.name.clone()),
            _ => self.known.name(reference, id),
        }
    }
}

fn basket(input: &TryInput, problems: &mut Problems) -> Basket {
    let TryInput { lines, customer, code, at: _, city, kladr, delivery, payment, pickup, outlet, chosen } = input;
    let place = Place::root().key("lines");
    if lines.len() > LINES {
        problems.add(&place, format!("не больше {LINES} строк"), format!("must have at most {LINES} lines"));
    }
    let lines = lines.iter().take(LINES).enumerate().map(|(index, typed)| line(typed, &place.index(index), problems));
    Basket {
        lines: lines.collect(),
        customer: typed(customer),
        code: typed(code),
        chosen: chosen.iter().map(|id| Chosen { promotion: id.clone(), gifts: Vec::new() }).collect(),
        loyalty_card: None,
        delivery: Delivery {
            city: typed(city),
            kladr: typed(kladr),
            fias: Vec::new(),
            delivery: typed(delivery),
            payment: typed(payment),
            pickup: typed(pickup),
            outlet: typed(outlet),
            in_shop: typed(outlet).is_some(),
        },
    }
}

fn line(line: &TryLine, place: &Place, problems: &mut Problems) -> Line {
    let TryLine { offer_id, quantity } = line;
    let offer_id = offer_id.trim().to_owned();
    if offer_id.is_empty() {
        problems.add(&place.key("offer_id"), "выберите товар", "choose an offer");
    }
    let place = place.key("quantity");
    let quantity = match quantity.trim() {
        "" => Quantity::ONE,
        text => text.parse().unwrap_or_else(|_| {
            problems.add(
                &place,
                "нужно число, не больше трёх знаков после запятой",
                "must be a number with at most three decimals",
            );
            Quantity::ONE
        }),
    };
    if quantity <= Quantity::ZERO || quantity > LARGEST {
        problems.add(&place, format!("больше 0 и не больше {LARGEST}"), format!("must be above 0 and at most {LARGEST}"));
    }
    Line { offer_id, quantity, ..Line::default() }
}

fn typed(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Empty is now.
fn moment(live: &Live, text: &str, problems: &mut Problems) -> Moment {
    if text.trim().is_empty() {
        return calendar::now();
    }
    calendar::parse(&live.time_zone, text).unwrap_or_else(|| {
        problems.add(
            &Place::root().key("at"),
            "нужны дата и время, например 2026-11-10T18:30",
            "must be a date and a time, such as 2026-11-10T18:30",
        );
        Moment::default()
    })
}
