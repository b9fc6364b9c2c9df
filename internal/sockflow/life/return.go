package life

import "github.com/sockvet/sockvet/internal/sockflow/ssacode"

// AtReturns returns the state of the socket where the function returns.
func (l *Line) AtReturns() State {
	s := Absent
	for _, ret := range ssacode.Returns(l.Fn) {
		s = s.Merge(l.At(ret))
	}
	return s
}

// AtExits returns the state of the socket where the function ends otherwise, as
// TestMain does with os.Exit.
func (l *Line) AtExits() State {
	s := Absent
	for _, block := range l.Fn.Blocks {
		if len(block.Succs) == 0 {
			s = s.Merge(l.At(ssacode.Last(block)))
		}
	}
	return s
}

// OnSuccess returns the state of the socket where the function returns and does
// not report an error of its own making.
func (l *Line) OnSuccess() State {
	s := Absent
	for _, ret := range ssacode.Returns(l.Fn) {
		if !ssacode.Fails(ret) {
			s = s.Merge(l.At(ret))
		}
	}
	return s
}
