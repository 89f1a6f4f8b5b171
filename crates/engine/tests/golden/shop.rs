//! The document and the request, as far as the cases need them: the real readers are other crates.

use std::sync::Arc;

use engine::{
    Basket, Catalogue, Category, Context, Engine, Facts, Now, Product, Quote, Ruleset,
    basket::{Chosen, Line},
    facts::Customer,
    rules::Gift,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A shop, ready to calculate.
pub struct Shop {
    pub engine: Engine,
    pub catalogue: Catalogue,
    pub customers: Vec<Customer>,
}

/// A section of the document; empty where absent.
fn section<T: DeserializeOwned>(document: &Value, name: &str) -> Vec<T> {
    document
        .get(name)
        .map_or_else(Vec::new, |value| serde_json::from_value(value.clone()).unwrap_or_else(|e| panic!("{name}: {e}")))
}

pub fn ruleset(document: &Value) -> Ruleset {
    Ruleset {
        settings: document.get("settings").map(|value| serde_json::from_value(value.clone()).unwrap()).unwrap_or_default(),
        gift_options: section(document, "gift_options"),
        promotions: section(document, "promotions"),
        promo_groups: section(document, "promo_groups"),
        personal_offers: section(document, "personal_offers"),
    }
}

pub fn shop(document: &Value) -> Shop {
    let ruleset = ruleset(document);
    let problems = engine::rules::check_ruleset(&ruleset);
    assert!(problems.is_empty(), "{problems}");
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let number = |value: &Value, key: &str| value.get(key).and_then(Value::as_i64).unwrap_or(0);
    let mut customers: Vec<Customer> = section::<Value>(document, "customers")
        .iter()
        .map(|value| Customer {
            id: text(value, "id").unwrap(),
            loyalty_card: text(value, "loyalty_card"),
            tier: text(value, "tier"),
            balance: number(value, "balance"),
            orders: number(value, "orders"),
            ..Customer::default()
        })
        .collect();
    for segment in section::<Value>(document, "segments") {
        for customer in &mut customers {
            if segment["customers"].as_array().is_some_and(|list| list.contains(&json!(customer.id))) {
                customer.segments.push(text(&segment, "id").unwrap());
            }
        }
    }
    Shop {
        engine: Engine::new(Arc::new(ruleset)),
        catalogue: Catalogue::new(section::<Product>(document, "products"), section::<Category>(document, "categories")),
        customers,
    }
}

impl Shop {
    /// What the shop answers to a request of the app.
    pub fn ask(&self, request: &Value, now: Now) -> Quote {
        self.engine.quote(
            &self.catalogue,
            &basket(request),
            &Context { now, facts: &self.facts(&basket(request)), ..Context::default() },
        )
    }

    pub fn facts(&self, basket: &Basket) -> Facts {
        let is_meant = |customer: &&Customer| match &basket.customer {
            Some(id) => customer.id == *id,
            None => basket.loyalty_card.is_some() && customer.loyalty_card == basket.loyalty_card,
        };
        self.customers.iter().find(is_meant).cloned().map_or(Facts::Nobody, Facts::Customer)
    }
}

pub fn basket(request: &Value) -> Basket {
    let text =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    let items = request["items"].as_array().cloned().unwrap_or_default();
    let line = |item: &Value| Line {
        offer_id: text(item, "privateId").unwrap_or_default(),
        other_id: text(item, "configurationId"),
        name: text(item, "name").unwrap_or_default(),
        price: item.get("price").map(|price| serde_json::from_value(price.clone()).unwrap()),
        quantity: serde_json::from_value(item["quantity"].clone()).unwrap(),
        applied: item.get("appliedDiscounts").map(|applied| serde_json::from_value(applied.clone()).unwrap()).unwrap_or_default(),
        set_aside: item["selected"] == json!(false),
    };
    let flat = request["promoGroup"].as_array().into_iter().flatten().flat_map(|entry| match entry {
        Value::Array(entries) => entries.clone(),
        entry => vec![entry.clone()],
    });
    let gift = |gift: &Value| Gift {
        offer_id: text(gift, "id").unwrap(),
        quantity: serde_json::from_value(gift["quantity"].clone()).unwrap(),
    };
    Basket {
        lines: items.iter().map(line).collect(),
        customer: text(request, "externalUserId"),
        loyalty_card: text(request, "loyaltyCard"),
        code: text(request, "promocode"),
        chosen: flat
            .map(|entry| Chosen {
                promotion: text(&entry, "id").unwrap(),
                gifts: entry["gifts"].as_array().into_iter().flatten().map(gift).collect(),
            })
            .collect(),
        ..Basket::default()
    }
}
