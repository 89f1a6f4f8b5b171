//! The document and the request, as far as the cases need them: the real readers are other crates.

use std::sync::Arc;

use engine::{
    Basket, Catalogue, Category, Engine, Facts, Moment, Now, PoolCode, Product, Ruleset, Usage,
    basket::{Chosen, Delivery, Line},
    code,
    facts::{Customer, Used},
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
    /// The customer whom the request names; `uses` says how often promotions were used, `said` whether it could be looked up.
    pub fn facts(&self, basket: &Basket, uses: &Value, said: &Value) -> Facts {
        if said == "unknown" {
            return Facts::Unknown;
        }
        let is_meant = |customer: &&Customer| match &basket.customer {
            Some(id) => customer.id == *id,
            None => basket.loyalty_card.is_some() && customer.loyalty_card == basket.loyalty_card,
        };
        let uses = uses.as_object().into_iter().flatten().map(|(id, uses)| (id.clone(), uses.as_i64().unwrap())).collect();
        let found = self.customers.iter().find(is_meant).cloned();
        found.map_or(Facts::Nobody, |customer| Facts::Customer(Customer { uses, ..customer }))
    }
}

/// The clock of the shop is that of the text: `2026-11-27T18:00:00+03:00` is Friday, six in the evening.
pub fn now(text: &Value) -> Now {
    let Some(text) = text.as_str() else { return Now { at: Moment(1_750_000_000), ..Now::default() } };
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    // Days since 1970-01-01, a Thursday, of the proleptic Gregorian calendar.
    let (shifted, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468;
    let weekday = u8::try_from((days + 3).rem_euclid(7)).unwrap();
    let minute = u16::try_from(number(11, 13) * 60 + number(14, 16)).unwrap();
    Now { at: text.parse().unwrap(), weekday, minute }
}

pub fn usage(usage: &Value) -> Usage {
    let used = |(id, used): (&String, &Value)| {
        let read = |key: &str| used.get(key).cloned().unwrap_or(json!(0));
        let used = Used {
            uses: read("uses").as_i64().unwrap(),
            budget: serde_json::from_value(read("budget")).unwrap(),
            gift_units: serde_json::from_value(read("gift_units")).unwrap(),
        };
        (id.clone(), used)
    };
    Usage { promotions: usage.as_object().into_iter().flatten().map(used).collect(), ..Usage::default() }
}

/// The typed code as the document's pools know it; the case may say more of it.
pub fn pool_code(said: &Value, document: &Value, basket: &Basket) -> PoolCode {
    if said == "unknown" {
        return PoolCode::Unknown;
    }
    let typed = basket.code.as_deref().map(code::key).unwrap_or_default();
    let pools = document["code_pools"].as_array().into_iter().flatten();
    let mut codes = pools.flat_map(|pool| {
        let codes = pool["codes"].as_array().into_iter().flatten();
        codes.map(|code| (pool["id"].as_str().unwrap(), code.as_str().unwrap()))
    });
    match codes.find(|(_, text)| code::key(text) == typed) {
        Some((pool, code)) => PoolCode::Found {
            pool: pool.to_owned(),
            code: code.to_owned(),
            redeemed: said["redeemed"] == json!(true),
            owner: said["owner"].as_str().map(str::to_owned),
        },
        None => PoolCode::NotFound,
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
        delivery: Delivery {
            city: text(request, "city"),
            kladr: text(request, "cityKladr"),
            fias: text(request, "fiasCode").into_iter().collect(),
            delivery: text(request, "deliveryId"),
            payment: text(request, "paymentId"),
            pickup: text(request, "deliveryPickupId"),
            outlet: text(request, "outletId"),
            in_shop: text(request, "outletId").is_some(),
        },
    }
}
