//! A body for the personal offers of a customer.

use engine::PersonalOffer;
use imshop::personal_offers::{self, MAX_SEGMENTS, PersonalOffersRequest, ShownOffer};
use serde_json::Value;

use crate::{shop::SHOPS, syntax};

/// Whatever the body is: nothing panics, and the answer is JSON that has every offer with its texts.
pub fn check(body: &[u8]) {
    imshop::key_in_body(body);
    let read = personal_offers::read(body);
    syntax::check(body, &read);
    if let Ok(request) = read {
        check_answer(&request);
    }
}

fn check_answer(request: &PersonalOffersRequest<'_>) {
    assert!(request.segments.len() <= MAX_SEGMENTS);
    let mut offers: Vec<_> = SHOPS.iter().flat_map(|shop| shop.personal_offers()).cloned().collect();
    // Texts that nobody would think of.
    let titled = request.segments.iter().filter_map(|segment| Some((segment.id.as_ref(), segment.name.as_deref()?)));
    offers.extend(titled.take(20).map(|(id, name)| named(&SHOPS[0].personal_offers()[0], id, name)));
    let shown: Vec<_> = offers
        .iter()
        .enumerate()
        .map(|(index, offer)| ShownOffer {
            promocode: request.user_id.as_deref().or(offer.promocode.as_deref()),
            used: [None, Some(false), Some(true)][index % 3],
            offer,
        })
        .collect();
    for count in [0, 1, shown.len()] {
        let answer = parse(&personal_offers::write(&shown[..count]));
        let written = answer["offers"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(written.len(), count, "{answer}");
        for (written, shown) in written.iter().zip(&shown) {
            assert_eq!(written["id"], shown.offer.id.as_str());
            assert_eq!(written["name"], shown.offer.name.as_str());
            assert_eq!(written["promocode"].as_str(), shown.promocode);
        }
    }
}

fn named(offer: &PersonalOffer, id: &str, name: &str) -> PersonalOffer {
    PersonalOffer {
        id: id.to_owned(),
        name: name.to_owned(),
        description: name.to_owned(),
        image: Some(name.to_owned()),
        ..offer.clone()
    }
}

fn parse(json: &[u8]) -> Value {
    serde_json::from_slice(json).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(json)))
}
