//! docs/document.md has every key of the format and no other.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Document,
    document::{CodePool, Customer, Entry, Segment},
};
use engine::{
    Category, GiftOptions, Product, PromoGroup, Promotion, conditions,
    describe::{Description, Field, FieldKind},
    effects, items,
    rules::{PersonalOffer, Settings},
};

const PAGE: &str = include_str!("../../../docs/document.md");

/// The fields with those below them: `limits`, `limits.uses`, `lanes[].id`.
fn keys(fields: &[Field], before: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for field in fields {
        let key = format!("{before}{}", field.key);
        match field.kind {
            FieldKind::Object(fields) => all.extend(keys(fields, &format!("{key}."))),
            FieldKind::Objects(fields) => all.extend(keys(fields, &format!("{key}[]."))),
            _ => {}
        }
        all.insert(key);
    }
    all
}

/// The cells of the table under a heading, without its head.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let section = PAGE.split("\n#").find(|part| part.trim_start_matches('#').trim_start().lines().next() == Some(heading));
    let rows = section.unwrap_or_else(|| panic!("no heading {heading}")).lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// The texts in backticks.
fn words(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_section_has_its_keys() {
    let sections = [
        (Settings::SECTION, Settings::FIELDS),
        (Category::SECTION, Category::FIELDS),
        (Product::SECTION, Product::FIELDS),
        (Segment::SECTION, Segment::FIELDS),
        (GiftOptions::SECTION, GiftOptions::FIELDS),
        (Promotion::SECTION, Promotion::FIELDS),
        (PromoGroup::SECTION, PromoGroup::FIELDS),
        (CodePool::SECTION, CodePool::FIELDS),
        (PersonalOffer::SECTION, PersonalOffer::FIELDS),
        (Customer::SECTION, Customer::FIELDS),
        ("Items", items::FIELDS),
    ];
    for (heading, fields) in sections {
        let documented: BTreeSet<_> = table(heading).iter().flat_map(|row| words(row[0])).collect();
        assert_eq!(documented, keys(fields, ""), "{heading}");
    }
}

#[test]
fn every_required_key_is_called_so() {
    for (heading, fields) in [(Product::SECTION, Product::FIELDS), (Promotion::SECTION, Promotion::FIELDS)] {
        for row in table(heading) {
            let field = fields.iter().find(|field| words(row[0]).contains(field.key));
            if let Some(field) = field {
                assert_eq!(row[1].contains("required"), field.required, "{heading}: {}", field.key);
            }
        }
    }
}

#[test]
fn every_condition_and_effect_has_its_keys() {
    let check = |heading: &str, descriptions: &[Description]| {
        let row = |row: Vec<&str>| (row[0].trim_matches('`').to_owned(), words(row[1]));
        let documented: BTreeMap<_, _> = table(heading).into_iter().map(row).collect();
        let described = |description: &Description| (description.kind.to_owned(), keys(description.fields, ""));
        assert_eq!(documented, descriptions.iter().map(described).collect(), "{heading}");
    };
    check("Conditions", conditions::DESCRIPTIONS);
    check("Effects", effects::DESCRIPTIONS);
}

#[test]
fn the_worked_example_is_a_document() {
    let example = PAGE.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let document = Document::read(example).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(document.references().iter().filter(|link| link.id != "shelf").count(), 0);
}
