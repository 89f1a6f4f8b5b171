use serde::{Deserialize, Deserializer, Serialize};

use super::{STATUSES, Status};
use crate::{
    conditions::Condition,
    describe::{Field, FieldKind, Reference},
    effects::Effect,
    problem::{Place, Problems},
    text::{Text, Words},
    units::{Moment, Money, Quantity, whole},
};

/// A promotion: what it gives, to whom, when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promotion {
    pub id: String,
    /// What customers and staff call it.
    pub name: String,
    /// For staff only.
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub status: Status,
    /// R17: it works in `[starts_at, ends_at)`.
    #[serde(default)]
    pub starts_at: Option<Moment>,
    #[serde(default)]
    pub ends_at: Option<Moment>,
    /// R4.
    #[serde(default = "shelf")]
    pub lane: String,
    /// R5: higher first.
    #[serde(default, with = "whole")]
    pub priority: i64,
    /// R4: having given something, it ends its lane.
    #[serde(default)]
    pub exclusive: bool,
    /// R4: having given something, it ends this lane and all later ones.
    #[serde(default)]
    pub stop: bool,
    /// Shared codes: it needs one of them (R14).
    #[serde(default)]
    pub codes: Vec<String>,
    /// A pool of codes: it needs one of them, each works once.
    #[serde(default)]
    pub code_pool: Option<String>,
    #[serde(default)]
    pub conditions: Condition,
    #[serde(default, deserialize_with = "exact")]
    pub effects: Vec<Effect>,
    #[serde(default)]
    pub limits: Limits,
    /// False: where it gave something, no points can be spent or earned (R13).
    #[serde(default = "yes")]
    pub sums_with_bonuses: bool,
    #[serde(default)]
    pub suggest: Option<Suggest>,
}

/// How much a promotion may give in all (R16).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    #[serde(with = "whole::option")]
    pub uses: Option<i64>,
    #[serde(with = "whole::option")]
    pub uses_per_customer: Option<i64>,
    /// Money off, and gifts at catalogue price.
    pub budget: Option<Money>,
    pub gift_units: Option<Quantity>,
}

impl Limits {
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The texts with which a code is suggested in the basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suggest {
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub long_description: String,
}

/// A list without room for more: effects are large, most promotions have one, and there may be many thousands of them.
fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Effect>, D::Error> {
    let mut effects: Vec<Effect> = Vec::deserialize(deserializer)?;
    effects.shrink_to_fit();
    Ok(effects)
}

fn shelf() -> String {
    "shelf".to_owned()
}

const fn yes() -> bool {
    true
}

const MOST: i64 = 1_000_000_000;

impl Promotion {
    pub const FIELDS: &'static [Field] = &[
        Field::required("id", FieldKind::Id(Reference::Promotion), Text::new("Идентификатор", "Id")),
        Field::required("name", FieldKind::Text { max: 200 }, Text::new("Название", "Name")),
        Field::optional("note", FieldKind::Text { max: 2000 }, Text::new("Заметка", "Note")),
        Field::optional("status", FieldKind::Choice(STATUSES), Text::new("Статус", "Status")),
        Field::optional("starts_at", FieldKind::Moment, Text::new("Начало", "Starts")),
        Field::optional("ends_at", FieldKind::Moment, Text::new("Окончание", "Ends")),
        Field::optional("lane", FieldKind::Id(Reference::Lane), Text::new("Полоса", "Lane"))
            .hint(Text::new("полосы считаются одна за другой", "lanes are calculated one after another")),
        Field::optional("priority", FieldKind::Whole { min: -MOST, max: MOST }, Text::new("Приоритет", "Priority"))
            .hint(Text::new("больше — раньше в своей полосе", "higher comes earlier in its lane")),
        Field::optional("exclusive", FieldKind::Flag, Text::new("Завершает свою полосу", "Ends its lane")).hint(Text::new(
            "сработав, не пускает тех, кто в полосе за ней",
            "once it has given something, nothing behind it in the lane applies",
        )),
        Field::optional("stop", FieldKind::Flag, Text::new("Завершает все полосы", "Ends all lanes")).hint(Text::new(
            "сработав, не пускает никого за ней, и промокоды тоже",
            "once it has given something, nothing behind it applies, codes included",
        )),
        Field::optional("codes", FieldKind::Texts { max: 64 }, Text::new("Промокоды", "Codes")),
        Field::optional("code_pool", FieldKind::Id(Reference::CodePool), Text::new("Пул кодов", "Code pool")),
        Field::optional("conditions", FieldKind::Condition, Text::new("Условия", "Conditions")),
        Field::optional("effects", FieldKind::Effects, Text::new("Что даёт", "What it gives")),
        Field::optional("limits", FieldKind::Object(LIMITS), Text::new("Ограничения", "Limits")).hint(Text::new(
            "считаются по заказам, которые приходят в Podarok: пока заказы не приходят, лимит не убывает",
            "counted by the orders that come to Podarok: until orders come, a limit does not go down",
        )),
        Field::optional("sums_with_bonuses", FieldKind::Flag, Text::new("Суммируется с баллами", "Combines with points")),
        Field::optional(
            "suggest",
            FieldKind::Object(SUGGEST),
            Text::new("Подсказать код в корзине", "Suggest the code in the basket"),
        ),
    ];

    /// Checks what the descriptions of the fields cannot express; references are checked by who knows the rest.
    pub fn check(&self, place: &Place, problems: &mut Problems) {
        if let (Some(from), Some(to)) = (self.starts_at, self.ends_at)
            && from >= to
        {
            problems.add(&place.key("ends_at"), "окончание должно быть позже начала", "must be after starts_at");
        }
        if self.suggest.is_some() && self.codes.first().is_some_and(|code| code.chars().count() > SUGGESTED_CODE) {
            problems.add(
                &place.key("codes").index(0),
                format!("приложение показывает в подсказке не больше {SUGGESTED_CODE} знаков"),
                format!("must have at most {SUGGESTED_CODE} characters to be suggested"),
            );
        }
        self.conditions.check(&place.key("conditions"), problems);
        for (index, effect) in self.effects.iter().enumerate() {
            effect.check(&place.key("effects").index(index), problems);
        }
    }
}

impl Promotion {
    /// True where its time has come and is not over (R17: half-open).
    pub fn is_on(&self, now: Moment) -> bool {
        self.starts_at.is_none_or(|at| at <= now) && self.ends_at.is_none_or(|at| now < at)
    }

    /// What it does, in one sentence: «По промокоду SALE10: если в корзине товаров на 3 000 ₽ и больше — скидка 10 % на всю
    /// корзину».
    pub fn sentence(&self, words: &Words<'_>) -> String {
        let mut effects: Vec<_> = self.effects.iter().map(|effect| effect.sentence(words)).collect();
        if effects.is_empty() {
            effects.push(words.pick("ничего не даёт", "gives nothing").to_owned());
        }
        let gives = effects.join(words.pick("; и ", "; and "));
        let condition = self.conditions.sentence(words);
        let sentence = match condition.is_empty() {
            true => gives,
            false => words.pick(format!("если {condition} — {gives}"), format!("if {condition}: {gives}")),
        };
        capitalised(&match self.code_sentence(words) {
            Some(code) => words.pick(format!("{code}: {sentence}"), format!("{code}: {sentence}")),
            None => sentence,
        })
    }

    fn code_sentence(&self, words: &Words<'_>) -> Option<String> {
        if let Some((last, before)) = self.codes.split_last() {
            let codes = if before.is_empty() {
                last.clone()
            } else if before.len() < 3 {
                format!("{} {} {last}", before.join(", "), words.or())
            } else {
                let (first, rest) = (before[..2].join(", "), self.codes.len() - 2);
                words.pick(format!("{first} и ещё {rest}"), format!("{first} and {rest} more"))
            };
            return Some(words.pick(format!("по промокоду {codes}"), format!("with code {codes}")));
        }
        self.code_pool.as_ref().map(|pool| {
            let pool = words.name(Reference::CodePool, pool);
            words.pick(format!("по личному промокоду из пула {pool}"), format!("with a code of pool {pool}"))
        })
    }

    /// Everything that it names: segments, categories, offers, gift options, its lane.
    pub fn references(&self) -> Vec<(Reference, String)> {
        let mut references = Vec::new();
        self.visit_references(&Place::root(), &mut |reference, id, _| references.push((reference, id.to_owned())));
        references
    }

    /// The same, each with its place.
    pub fn visit_references<'a>(&'a self, place: &Place, visit: &mut dyn FnMut(Reference, &'a str, Place)) {
        visit(Reference::Lane, &self.lane, place.key("lane"));
        if let Some(pool) = &self.code_pool {
            visit(Reference::CodePool, pool, place.key("code_pool"));
        }
        self.conditions.references(&place.key("conditions"), visit);
        for (index, effect) in self.effects.iter().enumerate() {
            effect.references(&place.key("effects").index(index), visit);
        }
    }
}

/// With its first letter large.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const LIMITS: &[Field] = &[
    Field::optional("uses", FieldKind::Whole { min: 1, max: MOST }, Text::new("Заказов всего", "Orders in all")),
    Field::optional(
        "uses_per_customer",
        FieldKind::Whole { min: 1, max: MOST },
        Text::new("Заказов на покупателя", "Orders per customer"),
    ),
    Field::optional("budget", FieldKind::Money { min: 0 }, Text::new("Бюджет", "Budget")),
    Field::optional("gift_units", FieldKind::Quantity, Text::new("Подарков всего", "Gift units in all")),
];

/// The longest code that the app can suggest, see docs/protocol.md.
const SUGGESTED_CODE: usize = 30;

/// The texts' lengths are IMSHOP's, see docs/protocol.md.
const SUGGEST: &[Field] = &[
    Field::required("title", FieldKind::Text { max: 20 }, Text::new("Заголовок", "Title"))
        .hint(Text::new("до 20 знаков; сам код — до 30", "up to 20 characters; the code itself up to 30")),
    Field::optional("description", FieldKind::Text { max: 35 }, Text::new("Описание", "Description"))
        .hint(Text::new("до 35 знаков", "up to 35 characters")),
    Field::optional("long_description", FieldKind::Text { max: 100 }, Text::new("Подробное описание", "Long description"))
        .hint(Text::new("до 100 знаков", "up to 100 characters")),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    use super::*;
    use crate::{Language, text::Names};

    fn promotion(fields: Value) -> Promotion {
        let mut promotion = json!({"id": "p", "name": "P"});
        promotion.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        serde_json::from_value(promotion).unwrap()
    }

    #[test]
    fn time_is_half_open() {
        let promotion = promotion(json!({"starts_at": "2026-12-01T00:00:00+03:00", "ends_at": "2027-01-01T00:00:00+03:00"}));
        let is_on = |at: &str| promotion.is_on(at.parse().unwrap());
        assert!(!is_on("2026-11-30T23:59:59+03:00"));
        assert!(is_on("2026-12-01T00:00:00+03:00"));
        // The last second, seen from another time zone.
        assert!(is_on("2027-01-01T06:59:59+10:00"));
        assert!(!is_on("2027-01-01T07:00:00+10:00"));
        assert!(!is_on("2027-01-01T00:00:01+03:00"));
    }

    struct Shop;

    impl Names for Shop {
        fn name(&self, _: Reference, id: &str) -> Option<String> {
            (id == "183").then(|| "Чехлы".to_owned())
        }
    }

    #[test]
    fn one_sentence_says_what_it_does() {
        let cases = json!({"categories": ["183"]});
        let promotion = promotion(json!({
            "codes": ["SALE10"],
            "conditions": {"all": [{"kind": "subtotal", "items": cases, "at_least": 3000}]},
            "effects": [{"kind": "percent_off", "percent": 10, "items": cases, "at_most": 500}],
        }));
        let sentence = |language| promotion.sentence(&Words::new(language, &Shop)).replace('\u{a0}', " ");
        assert_eq!(
            sentence(Language::Ru),
            "По промокоду SALE10: если в корзине товаров из «Чехлы» на 3 000 ₽ и больше — скидка 10 % на товары из «Чехлы», \
             не больше 500 ₽"
        );
        assert_eq!(
            sentence(Language::En),
            "With code SALE10: if the basket has goods from “Чехлы” worth 3,000 ₽ or more: 10% off goods from “Чехлы”, \
             500 ₽ at most"
        );
    }

    #[test]
    fn a_tree_in_brackets() {
        let test = |offer: &str| json!({"kind": "quantity", "items": {"offers": [offer]}, "at_least": 1});
        let promotion = promotion(json!({
            "conditions": {"all": [test("a"), {"any": [test("b"), {"not": test("c")}]}]},
            "effects": [{"kind": "gift", "gifts": [{"offer_id": "g"}]}, {"kind": "amount_off", "amount": 5}],
        }));
        assert_eq!(
            promotion.sentence(&Words::plain(Language::Ru)).replace('\u{a0}', " "),
            "Если в корзине есть a и (в корзине есть b или неверно, что в корзине есть c) — g в подарок; и скидка 5 ₽ на \
             всю корзину"
        );
    }

    #[test]
    fn references_have_their_places() {
        let promotion = promotion(json!({
            "conditions": {"all": [{"kind": "segment", "any": ["S"]}]},
            "effects": [{"kind": "gift_choice", "gift_options": "o"}],
        }));
        let mut seen = Vec::new();
        promotion.visit_references(&Place::root(), &mut |_, id, place| seen.push(format!("{place}={id}")));
        assert_eq!(seen, ["lane=shelf", "conditions.all[0].any[0]=S", "effects[0].gift_options=o"]);
        assert_eq!(promotion.references()[1], (Reference::Segment, "S".to_owned()));
    }
}
