//! R8, R12: from articles and gifts back to lines.

use engine::{
    quote::{CodeStatus, Suggestion},
    rules::Gift,
};

use super::{
    asked::Asked,
    give::{Given, came_back_on},
    intake::{Entry, Fate, price_shown},
    lanes::State,
    points,
    ratio::gross,
    sharing::{split, split_below},
};

/// What the second engine answers. Money is in kopecks, quantities are in thousandths.
#[derive(Debug, Default)]
pub struct Answer {
    pub total: i64,
    pub discount: i64,
    pub code: Option<(CodeStatus, Option<String>)>,
    pub lines: Vec<Line>,
    pub promotions: Vec<AtWork>,
    pub groups: Vec<Vec<Choice>>,
    pub suggestions: Vec<Suggestion>,
    /// To spend, and to earn.
    pub points: Option<(i64, i64)>,
    pub notices: Vec<String>,
}

#[derive(Debug, Default, Clone)]
pub struct Line {
    pub source: Option<usize>,
    pub offer: String,
    pub name: String,
    pub price: i64,
    pub quantity: i64,
    pub discount: i64,
    pub subtotal: i64,
    pub gift: i64,
    pub applied: Vec<String>,
    pub points: Option<(i64, i64)>,
    pub notice: Option<String>,
    pub error: Option<String>,
    pub set_aside: bool,
    pub available: bool,
}

#[derive(Debug)]
pub struct AtWork {
    pub id: String,
    pub name: String,
    pub in_group: bool,
    pub gifts: Vec<Gift>,
    pub options: Vec<Gift>,
}

#[derive(Debug)]
pub struct Choice {
    pub id: String,
    pub name: String,
    pub sums_with_bonuses: bool,
    pub gifts: Vec<Gift>,
    pub options: Vec<Gift>,
    pub limit: Option<i64>,
    pub discount: Option<i64>,
}

/// The lines: those of the request in their order, then added gifts in the order in which promotions gave them.
pub fn lines(asked: &Asked<'_>, entries: &[Entry<'_>], bought_on: &[Vec<usize>], state: &State<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = entries.iter().enumerate().map(|(index, entry)| requested(asked, index, entry)).collect();
    share_among_lines(asked, entries, bought_on, state, &mut lines);
    for given in &state.given {
        name_articles(given, bought_on, &mut lines);
        for gift in given.gifts.iter().chain(&given.chosen) {
            place(asked, entries, given, gift, &mut lines);
        }
    }
    for line in &mut lines {
        line.discount += gross(line.price, line.gift);
    }
    lines.retain(|line| line.quantity > 0);
    lines
}

fn requested(asked: &Asked<'_>, index: usize, entry: &Entry<'_>) -> Line {
    let error = match entry.fate {
        Fate::NoPrice => Some(asked.text("Цена этого товара неизвестна", "The price of this item is unknown")),
        Fate::TooLarge => Some(asked.text("Столько заказать нельзя", "So much cannot be ordered")),
        Fate::TakesPart | Fate::SetAside | Fate::Gone => None,
    };
    let (price, bought) = (price_shown(entry), if entry.fate == Fate::Gone { 0 } else { entry.bought });
    Line {
        source: Some(index),
        offer: entry.line.offer_id.clone(),
        name: entry.name().to_owned(),
        price,
        quantity: bought,
        subtotal: if entry.fate == Fate::SetAside { gross(price, bought) } else { 0 },
        points: asked.ruleset.settings.bonuses.as_ref().map(|_| (0, 0)),
        error,
        set_aside: entry.line.set_aside,
        available: entry.product.is_none_or(|product| product.available),
        ..Line::default()
    }
}

/// R8: the article's gross, discount and points go back to its lines by quantity, by the largest remainder, ties by the order
/// of the lines. A line's discount never exceeds its gross: the kopeck goes to the next line.
fn share_among_lines(asked: &Asked<'_>, entries: &[Entry<'_>], bought_on: &[Vec<usize>], state: &State<'_>, lines: &mut [Line]) {
    let points = points::of_articles(asked, state);
    for (index, (article, on)) in state.articles.iter().zip(bought_on).enumerate() {
        let quantities: Vec<i64> = on.iter().map(|&line| entries[line].bought).collect();
        let grosses = split(article.gross, &quantities);
        let discounts = split_below(article.discount(), &quantities, &grosses);
        let shares = points.as_ref().map(|points| (split(points[index].0, &quantities), split(points[index].1, &quantities)));
        for (at, &line) in on.iter().enumerate() {
            lines[line].discount = discounts[at];
            lines[line].subtotal = grosses[at] - discounts[at];
            lines[line].points = shares.as_ref().map(|(spend, earn)| (spend[at], earn[at]));
        }
    }
    let mut texts: Vec<Vec<&str>> = vec![Vec::new(); lines.len()];
    for (article, text) in &state.notices {
        for &line in article.iter().flat_map(|&article| &bought_on[article]) {
            texts[line].push(text);
        }
    }
    for (line, texts) in lines.iter_mut().zip(texts) {
        line.notice = (!texts.is_empty()).then(|| texts.join("\n"));
    }
}

/// R8: where a promotion gave an article something, all its lines name it.
fn name_articles(given: &Given<'_>, bought_on: &[Vec<usize>], lines: &mut [Line]) {
    for (index, on) in bought_on.iter().enumerate() {
        if given.money[index] > 0 || given.points[index] {
            on.iter().for_each(|&line| name(&mut lines[line], given));
        }
    }
}

fn name(line: &mut Line, given: &Given<'_>) {
    if !line.applied.contains(&given.promotion.id) {
        line.applied.push(given.promotion.id.clone());
    }
}

/// R12: a gift is added on the line that it came back on, else on the first line that holds the offer, else on a line of its
/// own.
fn place(asked: &Asked<'_>, entries: &[Entry<'_>], given: &Given<'_>, gift: &Gift, lines: &mut Vec<Line>) {
    let holds = |(index, line): (usize, &Line)| match entries.get(index) {
        Some(entry) => entry.fate == Fate::TakesPart && entry.offer == gift.offer_id && line.quantity > 0,
        None => line.offer == gift.offer_id,
    };
    let came_back = came_back_on(entries, &given.promotion.id, &gift.offer_id);
    let at = came_back.or_else(|| lines.iter().enumerate().position(holds)).unwrap_or_else(|| {
        lines.push(added(asked, gift));
        lines.len() - 1
    });
    lines[at].gift += gift.quantity.0;
    lines[at].quantity += gift.quantity.0;
    name(&mut lines[at], given);
}

/// A gift on a line of its own: at the catalogue's price, and for nothing.
fn added(asked: &Asked<'_>, gift: &Gift) -> Line {
    let product = asked.product(&gift.offer_id);
    Line {
        offer: gift.offer_id.clone(),
        name: product.map_or(gift.offer_id.clone(), |product| product.name.clone()),
        price: product.and_then(|product| product.price).map_or(0, |price| price.0),
        points: asked.ruleset.settings.bonuses.as_ref().map(|_| (0, 0)),
        available: product.is_none_or(|product| product.available),
        ..Line::default()
    }
}

/// Texts for the whole basket: gifts that came and of whose offers fewer units are given now, then the promotions' own.
pub fn notices(asked: &Asked<'_>, entries: &[Entry<'_>], state: &State<'_>, lines: &[Line]) -> Vec<String> {
    let mut notices = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let offer = entry.offer;
        if entries[..index].iter().any(|before| before.offer == offer) {
            continue;
        }
        let came = |entry: &&Entry<'_>| entry.offer == offer;
        let units = |entry: &Entry<'_>| {
            let gone = if entry.fate == Fate::Gone { entry.bought } else { 0 };
            gone + entry.claims.iter().map(|(_, units)| units).sum::<i64>()
        };
        let came: i64 = entries.iter().filter(came).map(units).sum();
        let is_of_offer = |line: &&Line| line.source.map_or(line.offer.as_str(), |source| entries[source].offer) == offer;
        let given: i64 = lines.iter().filter(is_of_offer).map(|line| line.gift).sum();
        if came > given {
            let name = entry.name();
            notices.push(asked.text(
                &format!("Подарок «{name}» больше не положен, мы убрали его из корзины"),
                &format!("The gift “{name}” is no longer due, so it has been taken out of the basket"),
            ));
        }
    }
    let of_basket = state.notices.iter().filter(|(article, _)| article.is_none());
    notices.extend(of_basket.map(|(_, text)| text.clone()));
    notices
}
