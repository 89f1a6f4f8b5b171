//! What only tests ask a database.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::Result;

pub(crate) async fn create_database(server: &DatabaseConnection, name: &str) -> Result<()> {
    server.execute_unprepared(&format!("CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")).await?;
    Ok(())
}

pub(crate) async fn drop_database(server: &DatabaseConnection, name: &str) -> Result<()> {
    server.execute_unprepared(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)")).await?;
    Ok(())
}

pub(crate) async fn schema(connection: &impl ConnectionTrait) -> Result<Vec<String>> {
    let backend = connection.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => {
            "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, collation_name) AS line \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
        }
        _ => "SELECT sql AS line FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'",
    };
    let mut lines = lines(connection, sql).await?;
    lines.sort();
    Ok(lines)
}

pub(crate) async fn integrity(connection: &impl ConnectionTrait) -> Result<Vec<String>> {
    let backend = connection.get_database_backend();
    if backend == DbBackend::Postgres {
        return Ok(Vec::new());
    }
    let rows = connection.query_all_raw(Statement::from_string(backend, "PRAGMA integrity_check")).await?;
    let mut found = rows.iter().map(|row| row.try_get_by_index(0)).collect::<std::result::Result<Vec<String>, _>>()?;
    found.retain(|line| line != "ok");
    Ok(found)
}

/// Every row of every table as one text, after the table's name.
pub(crate) async fn dump(connection: &impl ConnectionTrait) -> Result<Vec<(String, String)>> {
    let backend = connection.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "SELECT tablename AS line FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
        _ => "SELECT name AS line FROM sqlite_master WHERE type = 'table' ORDER BY name",
    };
    let tables = lines(connection, sql).await?;
    let mut dump = Vec::new();
    for table in tables {
        let row = match backend {
            DbBackend::Postgres => "t::text".to_owned(),
            _ => {
                let columns = lines(connection, &format!("SELECT name AS line FROM pragma_table_info('{table}')")).await?;
                let texts = columns.iter().map(|column| format!("coalesce(CAST(\"{column}\" AS TEXT), '')"));
                texts.collect::<Vec<_>>().join(" || char(9) || ")
            }
        };
        let rows = lines(connection, &format!("SELECT {row} AS line FROM \"{table}\" AS t")).await?;
        dump.extend(rows.into_iter().map(|row| (table.clone(), row)));
    }
    Ok(dump)
}

async fn lines(connection: &impl ConnectionTrait, sql: &str) -> Result<Vec<String>> {
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await?;
    Ok(rows.iter().map(|row| row.try_get("", "line")).collect::<std::result::Result<_, _>>()?)
}
