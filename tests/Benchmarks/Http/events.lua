-- Posts the paths of the file REQUESTS one after the other, each connection after a pause of DELAY milliseconds. Reads them one by one: those of an
-- hour would not fit into memory.
local next_path, head, tail, pause = nil, nil, nil, tonumber(os.getenv("DELAY") or "0")

function init()
  head, tail = wrk.format("POST", "/PATH"):match("^(.-)/PATH(.*)$")
  next_path = io.lines(os.getenv("REQUESTS"))
end

function delay()
  return pause
end

function request()
  local path = next_path()
  if not path then
    next_path = io.lines(os.getenv("REQUESTS"))
    path = next_path()
  end
  return head .. path .. tail
end
