/// The address of a file beside that of an SQLite database; none for Postgres.
pub fn beside(database_url: &str) -> Option<String> {
    if !database_url.starts_with("sqlite:") {
        return None;
    }
    if database_url.contains(":memory:") {
        return Some(database_url.to_owned());
    }
    let (path, parameters) = database_url.split_at(database_url.find('?').unwrap_or(database_url.len()));
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let end = path[name..].rfind('.').filter(|dot| *dot > 0).map_or(path.len(), |dot| name + dot);
    let (stem, extension) = path.split_at(end);
    Some(format!("{stem}-log{extension}{parameters}"))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn it_is_named_after_the_database() {
        for (database, log) in [
            ("sqlite://podarok.db", "sqlite://podarok-log.db"),
            ("sqlite:///var/lib/podarok.d/shop", "sqlite:///var/lib/podarok.d/shop-log"),
            ("sqlite:///var/lib/.shop", "sqlite:///var/lib/.shop-log"),
            ("sqlite:shop.v2.db?mode=rwc", "sqlite:shop.v2-log.db?mode=rwc"),
            ("sqlite::memory:", "sqlite::memory:"),
        ] {
            assert_eq!(beside(database).as_deref(), Some(log));
        }
        assert_eq!(beside("postgres://podarok@db/shop"), None);
    }
}
