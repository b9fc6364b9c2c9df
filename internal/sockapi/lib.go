package sockapi

// libRows returns the rows of modules other than the standard library, topic by
// topic. A function has a row only if sockvet can't learn what it does from its
// source: since it talks to a daemon, goes through interfaces and function
// values, or uses reflection. The tests in testdata/thirdparty check the rows
// against the modules.
func libRows() [][]Func {
	return [][]Func{
		containerRows(), operatorRows(), endingRows(), rpcRows(), encodingRows(), libValueRows(), retryRows(), configRows(), multiaddrRows(),
	}
}

// below returns the spot at path below p.
func (p Place) below(path string) Place {
	if p.Path != "" {
		path = p.Path + "." + path
	}
	p.Path = path
	return p
}
