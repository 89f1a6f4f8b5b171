//! What was meant by a misspelt name.

/// The known name that differs least, if it differs by a third of its letters at most.
pub fn nearest<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    let (distance, best) = known.iter().map(|known| (distance(name, known), known)).min_by_key(|(distance, _)| *distance)?;
    (distance * 3 <= best.chars().count()).then_some(best)
}

/// Letters to add, take away or change (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut last = index + 1;
        for (to, cell) in right.iter().zip(row.iter_mut().skip(1)) {
            let change = diagonal + usize::from(from != *to);
            diagonal = *cell;
            last = change.min(last + 1).min(diagonal + 1);
            *cell = last;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        assert_eq!(distance("listen", "listen"), 0);
        assert_eq!(distance("lisen", "listen"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "log"), 3);
        assert_eq!(distance("log", ""), 3);
    }

    #[test]
    fn only_what_is_near_is_offered() {
        let known = ["listen".to_owned(), "database_url".to_owned()];
        assert_eq!(nearest("lissen", &known), Some("listen"));
        assert_eq!(nearest("databse_ur", &known), Some("database_url"));
        assert_eq!(nearest("port", &known), None);
    }
}
