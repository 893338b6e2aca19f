/**
 * What the scripts of a log share. `position(key)` gives epoch, offset and tag of a stream's end as numbers; nothing if
 * there is no stream, or something that we didn't write. Numbers are written as we write them: 32 bits, no sign, no zeros
 * in front.
 */
export const POSITION_LUA = `
local function whole(text)
  local number = text and string.match(text, '^%d+$') and tonumber(text)
  return number and number <= 4294967295 and string.format('%d', number) == text and number
end
local function position(key)
  local meta = redis.pcall('HMGET', key, 'e', 's', 't')
  if meta.err then return nil end
  local epoch, offset, tag = whole(meta[1]), whole(meta[2]), whole(meta[3])
  if epoch and offset and tag then return epoch, offset, tag end
end
`;

/**
 * `collect(read, count, bytes)` gives entries as id, tag before, bytes, one behind the other, and 1 if the limit left
 * some out. `read(last)` reads the next few behind the id `last`, or the first ones. A field that isn't there is "".
 */
export const COLLECT_LUA = `
local function collect(read, count, bytes)
  local rows, taken, size, last = {}, 0, 0, nil
  while true do
    local found = read(last)
    if found.err or #found == 0 then return rows, 0 end
    for _, row in ipairs(found) do
      local before, content = '', ''
      for at = 1, #row[2], 2 do
        if row[2][at] == 'p' then before = row[2][at + 1] end
        if row[2][at] == 'b' then content = row[2][at + 1] end
      end
      size = size + #content
      if taken >= count or (taken > 0 and size > bytes) then return rows, 1 end
      taken, last = taken + 1, row[1]
      for _, part in ipairs({ row[1], before, content }) do rows[#rows + 1] = part end
    end
  end
end
`;
