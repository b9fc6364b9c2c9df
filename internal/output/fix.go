package output

// A Fix is a change of source code that mends a finding.
type Fix struct {
	Message string
	Edits   []Edit // in the order of their files and offsets; they don't overlap
	Refused string // why the fix must not be applied, such as "generated file"; "" if it may be
}

// An Edit replaces a piece of a file.
type Edit struct {
	File       string // absolute
	Start, End int    // byte offsets in the file as it was analyzed
	New        string
}

// A Source is a file as it was analyzed.
type Source struct {
	Content  []byte
	Packages map[string]string // the names of the packages that it imports, by import path
}
