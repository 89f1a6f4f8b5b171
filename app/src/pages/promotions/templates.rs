//! Beginnings in plain words: what marketers most often want, ready to be filled in.

use engine::Text;
use serde_json::{Value, json};

/// A promotion half made.
pub struct Template {
    /// In the address of the page.
    pub key: &'static str,
    pub title: Text,
    /// What it is good for, with an example.
    pub example: Text,
    /// Its document JSON.
    pub document: fn() -> Value,
}

impl Template {
    pub fn find(key: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.key == key)
    }
}

/// A promotion that says nothing yet.
pub fn blank() -> Value {
    json!({"lane": "shelf", "sums_with_bonuses": true, "conditions": {"all": []}, "effects": []})
}

/// A blank one, with what a template says.
fn with(said: Value) -> Value {
    let mut document = blank();
    if let (Some(document), Value::Object(said)) = (document.as_object_mut(), said) {
        document.extend(said);
    }
    document
}

pub const TEMPLATES: &[Template] = &[
    Template {
        key: "percent",
        title: Text::new("Скидка в процентах", "Percent off"),
        example: Text::new("−15 % на все чехлы до конца недели", "15% off all cases until the end of the week"),
        document: || with(json!({"effects": [{"kind": "percent_off", "percent": "10"}]})),
    },
    Template {
        key: "amount",
        title: Text::new("Скидка на заказ от суммы", "Amount off an order"),
        example: Text::new("−500 ₽ на заказ от 5 000 ₽", "500 ₽ off orders of 5,000 ₽ or more"),
        document: || {
            with(json!({
                "lane": "basket",
                "conditions": {"all": [{"kind": "subtotal", "at_least": "5000"}]},
                "effects": [{"kind": "amount_off", "amount": "500"}],
            }))
        },
    },
    Template {
        key: "buy-get",
        title: Text::new("2 + 1 в подарок", "Buy two, get one"),
        example: Text::new(
            "Третий шампунь бесплатно: самый дешёвый из трёх",
            "The third shampoo is free: the cheapest of the three",
        ),
        document: || {
            with(json!({"effects": [{
                "kind": "buy_get", "pick": "cheapest",
                "buy": {"quantity": "2"}, "get": {"quantity": "1", "percent": "100"},
            }]}))
        },
    },
    Template {
        key: "bundle",
        title: Text::new("Комплект по одной цене", "A bundle at one price"),
        example: Text::new("Чехол и стекло вместе за 999 ₽", "A case and a screen protector together for 999 ₽"),
        document: || {
            with(json!({"effects": [{
                "kind": "bundle", "price": "999", "parts": [{"quantity": "1"}, {"quantity": "1"}],
            }]}))
        },
    },
    Template {
        key: "steps",
        title: Text::new("Чем больше, тем дешевле", "The more, the cheaper"),
        example: Text::new("2 штуки — 5 %, 4 и больше — 10 %", "2 pieces 5%, 4 and more 10%"),
        document: || {
            with(json!({"effects": [{
                "kind": "tiers", "by": "quantity", "steps": [{"from": "2", "percent": "5"}, {"from": "4", "percent": "10"}],
            }]}))
        },
    },
    Template {
        key: "special-price",
        title: Text::new("Особая цена", "A special price"),
        example: Text::new("Чай недели по 299 ₽, не больше двух в руки", "The tea of the week at 299 ₽, two at most"),
        document: || with(json!({"effects": [{"kind": "unit_price", "price": "299", "max_units": "2"}]})),
    },
    Template {
        key: "points",
        title: Text::new("Больше баллов", "More points"),
        example: Text::new("Баллы ×2 за чай по выходным", "Points ×2 for tea at weekends"),
        document: || {
            with(json!({
                "conditions": {"all": [{"kind": "hours", "days": ["sat", "sun"]}]},
                "effects": [{"kind": "bonus_earn", "multiply": "2"}],
            }))
        },
    },
    Template {
        key: "gift",
        title: Text::new("Подарок к покупке", "A gift with a purchase"),
        example: Text::new("Пробник в подарок к заказу от 3 000 ₽", "A sample with orders of 3,000 ₽ or more"),
        document: || {
            with(json!({
                "conditions": {"all": [{"kind": "subtotal", "at_least": "3000"}]},
                "effects": [{"kind": "gift", "gifts": [{"quantity": "1"}]}],
            }))
        },
    },
    Template {
        key: "gift-choice",
        title: Text::new("Подарок на выбор", "A gift of choice"),
        example: Text::new("Покупатель сам выбирает один подарок из набора", "The customer picks one gift of a set"),
        document: || {
            with(json!({
                "conditions": {"all": [{"kind": "subtotal", "at_least": "3000"}]},
                "effects": [{"kind": "gift_choice", "limit": "1"}],
            }))
        },
    },
    Template {
        key: "code",
        title: Text::new("Скидка по промокоду", "A code"),
        example: Text::new("SALE10: −10 % на весь заказ", "SALE10: 10% off the whole order"),
        document: || with(json!({"lane": "code", "codes": ["SALE10"], "effects": [{"kind": "percent_off", "percent": "10"}]})),
    },
    Template {
        key: "segment",
        title: Text::new("Скидка для сегмента", "For a segment"),
        example: Text::new("−7 % тем, кто давно не покупал", "7% off for those who have not bought for long"),
        document: || {
            with(json!({
                "conditions": {"all": [{"kind": "segment", "any": []}]},
                "effects": [{"kind": "percent_off", "percent": "7"}],
            }))
        },
    },
];

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use engine::{Place, Problems, Promotion, describe::check_object};

    use super::*;

    #[test]
    fn every_template_needs_only_what_it_leaves_open() {
        for template in TEMPLATES {
            let mut document = (template.document)();
            document["id"] = json!("x");
            document["name"] = json!("X");
            match template.key {
                "gift" => document["effects"][0]["gifts"][0]["offer_id"] = json!("1"),
                "gift-choice" => document["effects"][0]["gift_options"] = json!("set"),
                "segment" => document["conditions"]["all"][0]["any"] = json!(["vip"]),
                _ => {}
            }
            let mut problems = Problems::default();
            check_object(Promotion::FIELDS, &document, &Place::root(), &[], &mut problems);
            assert!(problems.is_empty(), "{}: {problems}", template.key);
            let promotion: Promotion = serde_json::from_value(document).unwrap();
            promotion.check(&Place::root(), &mut problems);
            assert!(problems.is_empty(), "{}: {problems}", template.key);
        }
    }
}
