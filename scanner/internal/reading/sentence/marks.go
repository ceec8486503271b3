package sentence

// RowMarks say what the blocks of a document are for its SDK rows.
type RowMarks struct {
	Owned map[int]bool       // blocks that rows are made of
	Cells map[[2]int]bool    // rows of tables that are SDK rows: block and row
	Lines []LineKind         // of each block
	More  map[int][]LineKind // further fields on the line of a block
}

// Owns reports whether a sentence belongs to an SDK row.
func (m *RowMarks) Owns(s *Sentence) bool {
	return m.Owned[s.Source] || s.Row >= 0 && m.Cells[[2]int{s.Source, s.Row}]
}

// LineKind says what a block can be in a list of labels and values.
type LineKind struct {
	Field string // the field of an SDK row its label names, "" for none
	Labelled
}
