//! A list of ids, quickly searched.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Shorter lists are searched from end to end.
const SHORT: usize = 8;

/// Ids in the order in which they were written. Staff paste lists of thousands, and every basket asks whether its goods
/// are among them. Most lists are empty, and there are many: an empty one takes a pointer.
#[derive(Debug, Clone, Default)]
pub struct Ids(Option<Box<List>>);

#[derive(Debug, Clone)]
struct List {
    ids: Box<[String]>,
    /// The indices of a long list in the order of its ids.
    sorted: Box<[u32]>,
}

impl Ids {
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// True where the id is among them.
    pub fn has(&self, id: &str) -> bool {
        let Some(list) = &self.0 else { return false };
        if list.sorted.is_empty() {
            return list.ids.iter().any(|other| other == id);
        }
        list.sorted.binary_search_by(|&index| list.ids.get(index as usize).map_or("", String::as_str).cmp(id)).is_ok()
    }
}

impl Deref for Ids {
    type Target = [String];

    fn deref(&self) -> &[String] {
        self.0.as_ref().map_or(&[], |list| &list.ids)
    }
}

impl From<Vec<String>> for Ids {
    fn from(ids: Vec<String>) -> Self {
        if ids.is_empty() {
            return Self(None);
        }
        let mut sorted: Vec<u32> = Vec::new();
        if ids.len() > SHORT {
            sorted.extend((0..ids.len()).filter_map(|index| u32::try_from(index).ok()));
            sorted.sort_by(|&left, &right| ids.get(left as usize).cmp(&ids.get(right as usize)));
        }
        Self(Some(Box::new(List { ids: ids.into(), sorted: sorted.into() })))
    }
}

impl<T: Into<String>> FromIterator<T> for Ids {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> Self {
        ids.into_iter().map(Into::into).collect::<Vec<String>>().into()
    }
}

impl PartialEq for Ids {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Ids {}

impl Serialize for Ids {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Ids {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(|ids: Vec<String>| ids.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn short_and_long_lists_are_searched_alike() {
        for many in [0, 1, 8, 9, 1_000] {
            let ids: Ids = (0..many).map(|number| (number * 7_919 % 10_007).to_string()).collect();
            assert!(ids.iter().all(|id| ids.has(id)), "{many}");
            assert!(!ids.has("x") && !ids.has(""), "{many}");
            assert_eq!((ids.len(), ids.is_empty()), (many, many == 0));
        }
    }

    #[test]
    fn the_order_is_kept() {
        let ids: Ids = ["c", "a", "b", "a"].into_iter().collect();
        assert_eq!(serde_json::to_string(&ids).ok().as_deref(), Some(r#"["c","a","b","a"]"#));
        assert_eq!(serde_json::to_string(&Ids::default()).ok().as_deref(), Some("[]"));
    }
}
