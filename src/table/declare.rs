//! The macros that declare row types, closed lists of values, and the sets of tables that a stage fills.

/// Declares a row type: `table! { /// doc  pub struct Row = Layer.table_name, key(a, b) { /// doc  column: Type, } }`.
#[macro_export]
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        pub struct $row:ident = $layer:ident.$name:ident, key($($key:ident),+) {
            $( $(#[doc = $column_doc:literal])+ $column:ident: $type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        pub struct $row {
            $( $(#[doc = $column_doc])+ pub $column: $type, )+
        }

        impl $crate::table::Row for $row {
            const TABLE: $crate::table::Table = $crate::table::Table {
                layer: $crate::table::Layer::$layer,
                name: stringify!($name),
                doc: concat!($($doc),+),
                key: &[$(stringify!($key)),+],
                columns: &[$( $crate::table::Column {
                    name: stringify!($column),
                    doc: concat!($($column_doc),+),
                    kind: <$type as $crate::table::Cell>::KIND,
                    nullable: <$type as $crate::table::Cell>::NULLABLE,
                    values: <$type as $crate::table::Cell>::VALUES,
                } ),+],
            };
            fn compare(&self, other: &Self) -> std::cmp::Ordering {
                std::cmp::Ordering::Equal $( .then_with(|| self.$key.cmp(&other.$key)) )+
            }
            fn arrays(rows: &[Self]) -> Vec<arrow::array::ArrayRef> {
                vec![$( <$type as $crate::table::Cell>::array(rows.iter().map(|row| &row.$column)) ),+]
            }
            fn read(batch: &arrow::array::RecordBatch, row: usize) -> anyhow::Result<Self> {
                Ok(Self { $( $column: $crate::table::cell(batch, stringify!($column), row)?, )+ })
            }
        }
    };
}

/// Declares a closed list of values: `vocabulary! { /// doc  pub enum Bound { /// doc  Exact = "exact", } }`.
#[macro_export]
macro_rules! vocabulary {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident { $( $(#[doc = $value_doc:literal])+ $variant:ident = $text:literal, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( $(#[doc = $value_doc])+ #[serde(rename = $text)] $variant, )+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// The value as it stands in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $text ),+ }
            }

            /// The value that stands in files as `text`.
            #[must_use]
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $( $text => Some(Self::$variant), )+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::table::Value for $name {
            const KIND: $crate::table::ColumnType = $crate::table::ColumnType::Text;
            const VALUES: &'static [(&'static str, &'static str)] = &[$( ($text, concat!($($value_doc),+)) ),+];
            fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> arrow::array::ArrayRef {
                std::sync::Arc::new(cells.map(|cell| cell.map(|value| value.as_str())).collect::<arrow::array::StringArray>())
            }
            fn read(column: &dyn arrow::array::Array, row: usize) -> Option<Self> {
                use arrow::array::AsArray as _;
                column.as_string_opt::<i32>().and_then(|texts| Self::from_text(texts.value(row)))
            }
        }
    };
}

/// Declares the tables that one stage fills: `row_set! { /// doc  pub struct Parsed { articles: Article, } }`.
#[macro_export]
macro_rules! row_set {
    (
        $(#[$meta:meta])+
        pub struct $name:ident { $( $table:ident: $row:ty, )+ }
    ) => {
        $(#[$meta])+
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
        pub struct $name {
            $( #[doc = concat!("Rows of `", stringify!($table), "`.")] pub $table: Vec<$row>, )+
        }

        impl $crate::table::RowSet for $name {
            const TABLES: &'static [$crate::table::Table] = &[$( <$row as $crate::table::Row>::TABLE ),+];
            fn append(&mut self, mut other: Self) {
                $( self.$table.append(&mut other.$table); )+
            }
            fn write(self, sink: &mut impl $crate::table::Sink) -> anyhow::Result<()> {
                $( sink.take(self.$table)?; )+
                Ok(())
            }
            fn read(source: &mut impl $crate::table::Source) -> anyhow::Result<Self> {
                Ok(Self { $( $table: source.give()?, )+ })
            }
        }
    };
}
