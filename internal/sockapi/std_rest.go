package sockapi

var (
	httpRows, osRows, syscallRows, textRows, testingRows []Func
	typeRows                                             []Field
)
